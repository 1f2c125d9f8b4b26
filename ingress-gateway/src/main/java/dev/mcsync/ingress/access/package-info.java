/**
 * The door to the world: the table of the public calls, tokens and panel sessions, and how often
 * each may call.
 */
@NullMarked
package dev.mcsync.ingress.access;

import org.jspecify.annotations.NullMarked;
