package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.processor.core.Received;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The agents that the reports of a batch show alive, each by its last one. For one thread. */
final class Sightings {

    private final Map<AgentId, Received<? extends TaskFact>> seen = new LinkedHashMap<>();

    /** Only a report about a task that the agent holds shows it alive: ids are easily made up. */
    void note(Received<? extends TaskFact> received, TaskOutcome outcome) {
        boolean holdsTheTask =
                outcome.reason() != Reason.UNKNOWN_TASK && outcome.reason() != Reason.WRONG_AGENT;
        if (holdsTheTask && received.fact() instanceof AgentReport report) {
            seen.put(report.agentId(), received);
        }
    }

    /**
     * @param action takes the id of the report, and what it shows
     */
    void forEach(BiConsumer<EventId, AgentSeen> action) {
        seen.forEach((agent, last) -> action.accept(last.fact().eventId(), fact(agent, last)));
    }

    private static AgentSeen fact(AgentId agent, Received<? extends TaskFact> last) {
        return new AgentSeen(
                EventId.derived(AgentSeen.TYPE, agent.value(), last.source().toString()),
                agent,
                last.receivedAt());
    }
}
