package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.AgentDecision;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskSign;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.StoredAgent;
import dev.mcsync.processor.publish.Records;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the facts of a batch about tasks do to the agents that hold them. Their rows are written
 * with the batch; what is told of them is told on their own partition. For one thread.
 */
final class Holders {

    private final AgentDecider decider;
    private final Instant decidedAt;
    private final BatchDraft draft;
    private final Map<AgentId, StoredAgent> agents;
    private final Map<AgentId, AgentSnapshot> changed = new HashMap<>();

    /** By what is touched: a change of presence of its own, or the agent. */
    private final Map<Object, Touch> touches = new LinkedHashMap<>();

    private record Touch(EventId cause, AgentTouched fact) {}

    Holders(
            AgentDecider decider,
            Instant decidedAt,
            BatchDraft draft,
            Map<AgentId, StoredAgent> loaded) {
        this.decider = decider;
        this.decidedAt = decidedAt;
        this.draft = draft;
        this.agents = new HashMap<>(loaded);
    }

    /** The holder's version after the fact; null when the fact left it alone. */
    @Nullable Long apply(Received<? extends TaskFact> received, TaskOutcome outcome) {
        return TaskSign.of(received, outcome).map(this::apply).orElse(null);
    }

    private @Nullable Long apply(TaskSign sign) {
        StoredAgent stored = agents.get(sign.agentId());
        if (stored instanceof StoredAgent.Unreadable) {
            return null;
        }
        AgentSnapshot now = stored instanceof StoredAgent.Known(AgentSnapshot agent) ? agent : null;
        AgentDecision decision = decider.decide(now, sign, decidedAt);
        AgentSnapshot next = decision.changed();
        if (next == null) {
            return null;
        }
        agents.put(next.agentId(), new StoredAgent.Known(next));
        changed.put(next.agentId(), next);
        draft.incidents(decision.incidents());
        if (decision.outcome() == null) {
            touched(sign);
        } else {
            draft.presence(new PresenceChange(decision.outcome(), null));
            appeared(sign);
        }
        return next.version();
    }

    /** Of what it told before the crash nothing is known here; the agent's partition knows. */
    void redelivered(Received<? extends TaskFact> received, TaskOutcome outcome) {
        TaskSign.of(received, outcome)
                .ifPresent(sign -> {
                    if (sign.isReport()) {
                        appeared(sign);
                    } else {
                        touched(sign);
                    }
                });
    }

    private void touched(TaskSign sign) {
        touches.put(
                sign.agentId(),
                new Touch(sign.eventId(), new AgentTouched(sign.eventId(), sign.agentId(), false)));
    }

    private void appeared(TaskSign sign) {
        touches.put(
                sign.appearance(),
                new Touch(
                        sign.eventId(), new AgentTouched(sign.appearance(), sign.agentId(), true)));
    }

    Collection<AgentSnapshot> changed() {
        return changed.values();
    }

    void publishTouches() {
        touches.values()
                .forEach(touch -> draft.publishAfter(touch.cause(), Records.fact(touch.fact())));
    }
}
