package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.processor.core.IncidentChange;
import dev.mcsync.processor.core.Received;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ids of a batch that were used for two facts. Whoever sends such facts can send many, so each
 * sender has one incident with a count, and beyond a few senders all others share one.
 */
final class Conflicts {

    private static final String CAUSE = "event_conflict:";
    private static final int MAX_SENDERS = 20;

    /** By cause; in one order everywhere, so that no two processors wait for each other's rows. */
    private final Map<String, IncidentChange.Repeated> bySender = new TreeMap<>();

    void add(EventId eventId, Received<?> received) {
        AgentId agent = received.fact() instanceof AgentEvent event ? event.agentId() : null;
        TaskId task = received.fact() instanceof TaskFact fact ? fact.taskId() : null;
        String sender = CAUSE + (agent == null ? received.source().topic() : agent.value());
        boolean isNamed = bySender.size() < MAX_SENDERS || bySender.containsKey(sender);
        IncidentChange.Repeated once =
                new IncidentChange.Repeated(
                        isNamed ? sender : IncidentChange.Repeated.OTHERS,
                        IncidentChange.Kind.EVENT_CONFLICT,
                        isNamed ? task : null,
                        isNamed ? agent : null,
                        eventId,
                        received.receivedAt(),
                        received.receivedAt(),
                        1);
        bySender.merge(once.cause(), once, IncidentChange.Repeated::and);
    }

    Collection<IncidentChange.Repeated> incidents() {
        return bySender.values();
    }
}
