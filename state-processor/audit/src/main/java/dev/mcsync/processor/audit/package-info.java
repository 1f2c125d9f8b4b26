/**
 * Compares what the ledger says with the rows and with what was published, over the whole state,
 * accounts for every record of the log, and tells the board of a past moment. It reads and never
 * writes, but for how soon the broker compacts when asked to; its own JDBC connection, on one
 * snapshot and without locks, keeps it out of the way of the facts.
 */
@NullMarked
package dev.mcsync.processor.audit;

import org.jspecify.annotations.NullMarked;
