package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.IncidentChange;
import dev.mcsync.processor.stats.StatsSums;
import java.util.Collection;
import java.util.List;

/**
 * All that one batch writes.
 *
 * @param entries in the order of the log
 * @param tasks the newest version of each task that changed
 * @param agents the newest version of each agent that changed
 * @param presences changes of presence that are new, or were told
 * @param incidents in the order of the log
 * @param consumed how far the batch brings each partition, in any order
 * @param stats what is added to the agents' figures
 */
public record Changes(
        List<Processed> processed,
        List<LedgerEntry> entries,
        Collection<TaskSnapshot> tasks,
        Collection<AgentSnapshot> agents,
        List<PresenceChange> presences,
        List<IncidentChange> incidents,
        Collection<Advance> consumed,
        StatsSums stats) {}
