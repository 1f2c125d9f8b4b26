/**
 * One client's copy of the board, kept in step: a snapshot or a resumption, then every change, by
 * WebSocket or server-sent events. The protocol is in {@code docs/realtime-protocol.md}. It hides
 * how a slow client is conflated, bounded and at last let go.
 */
@NullMarked
package dev.mcsync.realtime.session;

import org.jspecify.annotations.NullMarked;
