/**
 * The other yardstick: what the database alone can do with the rows that the product writes, with
 * nobody who decides, nothing on the wire and no log.
 */
@NullMarked
package dev.mcsync.infra.proof.bench.database;

import org.jspecify.annotations.NullMarked;
