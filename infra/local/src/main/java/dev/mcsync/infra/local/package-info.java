/**
 * The mc-sync command line of one machine: the command that runs everything on it, and the
 * operator's commands, which know its run without being told.
 */
@NullMarked
package dev.mcsync.infra.local;

import org.jspecify.annotations.NullMarked;
