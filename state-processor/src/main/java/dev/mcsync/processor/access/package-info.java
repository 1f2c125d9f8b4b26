/**
 * Who may call this service: it checks the token itself, though the gateway in front has done so.
 */
@NullMarked
package dev.mcsync.processor.access;

import org.jspecify.annotations.NullMarked;
