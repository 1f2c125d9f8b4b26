/**
 * What agents are asked to do, read off the board: a start is a queued task seen by its agent, a
 * cancel an attempt that was taken away from it of late, or that it goes on with though another one
 * has taken its place.
 */
@NullMarked
package dev.mcsync.realtime.commands;

import org.jspecify.annotations.NullMarked;
