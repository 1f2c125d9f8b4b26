package dev.mcsync.processor.core;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Heartbeat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests of an agent's presence tell: one agent, its facts, and a clock moved by hand. */
abstract class AgentStory {

    private final AgentDecider decider = new AgentDecider(Facts.LIMITS);

    /** Null until it is heard of. */
    @Nullable AgentSnapshot agent;

    Instant now = Facts.START;
    int events;

    /** What a run says of itself. */
    static Heartbeat beat(
            int number, @Nullable String bootId, List<String> running, boolean leaving) {
        return new Heartbeat(
                new EventId("evt_" + number),
                Facts.AGENT,
                null,
                null,
                null,
                null,
                bootId == null ? null : new BootId(bootId),
                running.stream().map(CommandId::new).toList(),
                null,
                leaving);
    }

    /** Of which the agent is left as the fact leaves it. */
    AgentDecision decide(AgentFact fact) {
        events++;
        AgentDecision decision =
                decider.decide(
                        agent,
                        new Received<>(
                                fact,
                                new SourcePosition("mc.agent-heartbeats", 0, events),
                                now,
                                "hash-" + events),
                        now);
        decision.change().ifPresent(next -> agent = next);
        return decision;
    }

    AgentSnapshot agent() {
        if (agent == null) {
            throw new IllegalStateException("Expected an agent, found none yet");
        }
        return agent;
    }

    AgentBoot boot() {
        return requireNonNull(agent().boot());
    }

    List<String> runs() {
        return boot().runs().stream().map(AgentRun::bootId).map(BootId::value).toList();
    }
}
