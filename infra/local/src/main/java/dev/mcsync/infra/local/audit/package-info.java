/**
 * Proves that log, database and compacted topics agree, from outside and while the system runs: the
 * checks behind {@code ./mc-sync audit}. It reads, and changes nothing but, when asked to, how soon
 * the broker compacts.
 */
@NullMarked
package dev.mcsync.infra.local.audit;

import org.jspecify.annotations.NullMarked;
