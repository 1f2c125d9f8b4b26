/**
 * Who may call what: each service declares a table of its calls and their roles, and one filter
 * holds it. What is not declared is refused. How a service finds out who calls is a {@link
 * dev.mcsync.service.access.Door}.
 */
@NullMarked
package dev.mcsync.service.access;

import org.jspecify.annotations.NullMarked;
