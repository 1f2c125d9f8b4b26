/**
 * A real Kafka broker and a real PostgreSQL as processes of this machine: started, found again
 * after a killed run, stopped in order, and killed on purpose by tests. Callers see addresses and
 * life cycles; command lines, process handling and files on disk stay inside.
 */
@NullMarked
package dev.mcsync.infra.backing;

import org.jspecify.annotations.NullMarked;
