/**
 * From {@code mc.task-outcomes} into the ledger. A batch's offsets are committed after the ledger
 * has it; a batch that cannot be noted is tried again for ever, and a record that cannot be read
 * goes to {@code mc.rejected-events} without holding up the others. Hides Kafka.
 */
@NullMarked
package dev.mcsync.notifier.intake;

import org.jspecify.annotations.NullMarked;
