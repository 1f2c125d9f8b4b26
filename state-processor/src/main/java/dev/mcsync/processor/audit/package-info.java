/**
 * Compares what the ledger says with the rows and with what was published, over the whole state and
 * in constant memory, and tells the board of a past moment. It reads and never writes; its own JDBC
 * connection, on one snapshot and without locks, keeps it out of the way of the facts.
 */
@NullMarked
package dev.mcsync.processor.audit;

import org.jspecify.annotations.NullMarked;
