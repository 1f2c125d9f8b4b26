/**
 * From when on silence proves anything: reads the marks that the gateways put on the log. Hides
 * Kafka.
 */
@NullMarked
package dev.mcsync.processor.hearing;

import org.jspecify.annotations.NullMarked;
