/** Probe. */
@NullMarked
package dev.mcsync.contracts;

import org.jspecify.annotations.NullMarked;
