/**
 * The one public origin. It checks who calls, takes facts from agents and people and puts them on
 * the log, and routes everything else to the services behind.
 */
@NullMarked
package dev.mcsync.ingress;

import org.jspecify.annotations.NullMarked;
