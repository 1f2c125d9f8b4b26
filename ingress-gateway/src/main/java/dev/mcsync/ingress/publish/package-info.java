/**
 * Puts facts on the log and says what became of them. It hides the Kafka producer, its threads and
 * its time limits.
 */
@NullMarked
package dev.mcsync.ingress.publish;

import org.jspecify.annotations.NullMarked;
