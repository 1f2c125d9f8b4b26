/**
 * Who may call what. Every route is closed unless it is named here; a caller is known by a token,
 * or by the role that the gateway vouches for with its own.
 */
@NullMarked
package dev.mcsync.realtime.access;

import org.jspecify.annotations.NullMarked;
