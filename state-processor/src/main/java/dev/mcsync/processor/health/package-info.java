/** Whether the processor can do its work, as seen by whoever restarts it. */
@NullMarked
package dev.mcsync.processor.health;

import org.jspecify.annotations.NullMarked;
