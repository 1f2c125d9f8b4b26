/**
 * The mc-sync command line: reads options, calls what runs, demonstrates or checks the product, and
 * prints what a person at a terminal wants to know.
 */
@NullMarked
package dev.mcsync.infra.local;

import org.jspecify.annotations.NullMarked;
