/**
 * The read API of the panel and the gateway: the present from the board in memory, the past from
 * PostgreSQL. It only ever reads.
 */
@NullMarked
package dev.mcsync.realtime.read;

import org.jspecify.annotations.NullMarked;
