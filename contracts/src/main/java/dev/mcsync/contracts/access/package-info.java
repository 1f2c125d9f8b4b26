/** Who may call: roles, and the comparison of a presented token with the configured ones. */
@NullMarked
package dev.mcsync.contracts.access;

import org.jspecify.annotations.NullMarked;
