/**
 * Reads whole topics, of no group: what every instance has to hear. It hides the Kafka consumer,
 * its thread, and that a broker may be away.
 */
@NullMarked
package dev.mcsync.service.follow;

import org.jspecify.annotations.NullMarked;
