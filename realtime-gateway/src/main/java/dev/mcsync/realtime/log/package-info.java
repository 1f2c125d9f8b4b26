/**
 * What the log itself tells when it is asked: the times at single places of it, how far its readers
 * have come, what was rejected. Everything has a time within which it answers or fails; it hides
 * the clients of Kafka.
 */
@NullMarked
package dev.mcsync.realtime.log;

import org.jspecify.annotations.NullMarked;
