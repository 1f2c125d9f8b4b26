/**
 * The realtime gateway: what people and agents see of the board, as it changes. It follows the
 * compacted topics and writes nothing. {@link dev.mcsync.realtime.RealtimeGateway} starts it.
 */
@NullMarked
package dev.mcsync.realtime;

import org.jspecify.annotations.NullMarked;
