/**
 * The one translator between bytes and wire records, for HTTP bodies, Kafka records and WebSocket
 * frames alike.
 */
@NullMarked
package dev.mcsync.contracts.codec;

import org.jspecify.annotations.NullMarked;
