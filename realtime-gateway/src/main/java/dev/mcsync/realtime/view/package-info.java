/**
 * The board in memory: every task and agent as the compacted topics last told of it, and the place
 * on the log up to which that is so. It hides Kafka; its one writer is the thread of the global
 * stores, its readers are many.
 */
@NullMarked
package dev.mcsync.realtime.view;

import org.jspecify.annotations.NullMarked;
