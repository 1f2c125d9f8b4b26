/**
 * Watches the clocks: sleeps until the next deadline and says on the log that it passed. It changes
 * nothing itself.
 */
@NullMarked
package dev.mcsync.processor.deadline;

import org.jspecify.annotations.NullMarked;
