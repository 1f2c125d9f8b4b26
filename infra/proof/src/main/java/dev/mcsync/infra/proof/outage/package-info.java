/**
 * Takes broker, database, Discord and disk away under load, each for a while, and measures what is
 * answered meanwhile and how soon work goes on. Restarts every service under load, too, as the same
 * build or as another one.
 */
@NullMarked
package dev.mcsync.infra.proof.outage;

import org.jspecify.annotations.NullMarked;
