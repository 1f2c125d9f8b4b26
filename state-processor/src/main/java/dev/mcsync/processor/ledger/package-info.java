/**
 * The one PostgreSQL transaction in which a batch of facts takes effect. It hides SQL, rows and
 * drivers behind one port.
 */
@NullMarked
package dev.mcsync.processor.ledger;

import org.jspecify.annotations.NullMarked;
