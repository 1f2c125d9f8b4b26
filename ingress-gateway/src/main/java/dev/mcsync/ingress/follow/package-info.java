/**
 * Reads whole topics, of no group: what every gateway has to hear. It hides the Kafka consumer, its
 * thread, and that a broker may be away.
 */
@NullMarked
package dev.mcsync.ingress.follow;

import org.jspecify.annotations.NullMarked;
