package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a fact did to an agent.
 *
 * @param changed the agent after it; null when the fact changed nothing
 * @param outcome the change of presence that others should hear of; null when there was none
 */
public record AgentDecision(
        Effect effect,
        @Nullable Reason reason,
        @Nullable AgentSnapshot changed,
        @Nullable AgentOutcome outcome,
        List<IncidentChange> incidents) {

    public AgentDecision {
        incidents = List.copyOf(incidents);
    }

    public Optional<AgentSnapshot> change() {
        return Optional.ofNullable(changed);
    }

    AgentDecision by(EventId eventId) {
        return changing(agent -> agent.by(eventId));
    }

    AgentDecision workingOn(@Nullable TaskId taskId) {
        return changing(agent -> agent.workingOn(taskId));
    }

    private AgentDecision changing(UnaryOperator<AgentSnapshot> how) {
        return changed == null
                ? this
                : new AgentDecision(effect, reason, how.apply(changed), outcome, incidents);
    }

    static AgentDecision applied(AgentSnapshot changed) {
        return new AgentDecision(Effect.APPLIED, null, changed, null, List.of());
    }

    static AgentDecision without(Effect effect, Reason reason) {
        return new AgentDecision(effect, reason, null, null, List.of());
    }
}
