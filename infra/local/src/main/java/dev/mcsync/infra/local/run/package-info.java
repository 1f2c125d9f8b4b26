/**
 * The whole product in one process: starts broker, database, simulator and the four services in
 * order, watches over them, and stops them in the opposite order. What it knows of a service is its
 * {@code start} method and its settings.
 */
@NullMarked
package dev.mcsync.infra.local.run;

import org.jspecify.annotations.NullMarked;
