/**
 * Takes batches from the log, has them applied, and publishes what came of them in one Kafka
 * transaction with the offsets.
 */
@NullMarked
package dev.mcsync.processor.intake;

import org.jspecify.annotations.NullMarked;
