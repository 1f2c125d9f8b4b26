/** Whether this instance can do its work: the log in reach, the board current. */
@NullMarked
package dev.mcsync.realtime.health;

import org.jspecify.annotations.NullMarked;
