/**
 * What agents are asked to do, read off the board: a start is a queued task seen by its agent, a
 * cancel an attempt that was cancelled of late.
 */
@NullMarked
package dev.mcsync.realtime.commands;

import org.jspecify.annotations.NullMarked;
