/**
 * How the attempts of each agent end and how long they take. What a decision adds is a pure
 * function of it, written in the transaction of the decision, so a redelivered fact adds nothing;
 * and the ledger can be counted again to prove it.
 */
@NullMarked
package dev.mcsync.processor.stats;

import org.jspecify.annotations.NullMarked;
