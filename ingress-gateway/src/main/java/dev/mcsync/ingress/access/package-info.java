/**
 * Who may call what: a table of the public calls and their roles, tokens and panel sessions, and
 * how often each may call. What is not in the table is refused.
 */
@NullMarked
package dev.mcsync.ingress.access;

import org.jspecify.annotations.NullMarked;
