/** Accepting a log that was made anew; what that is, is the processor's own module. */
@NullMarked
package dev.mcsync.infra.operator.newlog;

import org.jspecify.annotations.NullMarked;
