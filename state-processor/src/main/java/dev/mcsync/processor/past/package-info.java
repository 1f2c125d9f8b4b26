/** Answers what the board looked like at a past moment; the reckoning itself is the audit's. */
@NullMarked
package dev.mcsync.processor.past;

import org.jspecify.annotations.NullMarked;
