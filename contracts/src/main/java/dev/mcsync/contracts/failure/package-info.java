/** How a service tells of failures that nobody expected, without letting callers flood its log. */
@NullMarked
package dev.mcsync.contracts.failure;

import org.jspecify.annotations.NullMarked;
