/** Who may call what, and how often at once without the gateway between. */
@NullMarked
package dev.mcsync.realtime.access;

import org.jspecify.annotations.NullMarked;
