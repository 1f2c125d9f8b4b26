package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.processor.core.AgentDecision;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskDecision;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.processor.ledger.LedgerEntry.Content;
import dev.mcsync.processor.ledger.LedgerEntry.Stand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words a fact and what it did as a row of the ledger. */
final class Entries {

    private Entries() {}

    /**
     * @param agentVersion of the agent that holds the task, after the fact; null when it was left
     *     alone
     */
    static LedgerEntry of(
            Received<? extends TaskFact> received,
            TaskDecision decision,
            @Nullable Long agentVersion,
            Limits limits) {
        TaskOutcome outcome = decision.outcome();
        Transition transition = outcome.transition();
        Json meta = received.fact() instanceof AgentReport report ? report.meta() : null;
        return new LedgerEntry(
                outcome.eventId(),
                outcome.type().wireName(),
                outcome.taskId(),
                outcome.actor(),
                outcome.remark(),
                new Content(meta, text(WireCodec.encode(received.fact()))),
                new LedgerEntry.Change(
                        transition.effect(),
                        transition.reason(),
                        stand(transition.before()),
                        stand(transition.after()),
                        transition.implied(),
                        decision.changed() == null ? null : decision.changed().version(),
                        agentVersion),
                limits,
                outcome.provenance());
    }

    static LedgerEntry of(
            Received<? extends AgentFact> received,
            AgentDecision decision,
            @Nullable AgentSnapshot before,
            Instant decidedAt,
            Limits limits) {
        AgentFact fact = received.fact();
        Heartbeat heartbeat = fact instanceof Heartbeat sent ? sent : null;
        Long version = decision.changed() == null ? null : decision.changed().version();
        AgentSnapshot after = decision.changed() == null ? before : decision.changed();
        return new LedgerEntry(
                fact.eventId(),
                fact.type(),
                null,
                new Actor(fact.agentId(), null, null),
                new Remark(heartbeat == null ? null : heartbeat.message(), null, null),
                new Content(
                        heartbeat == null ? null : heartbeat.meta(), text(WireCodec.encode(fact))),
                new LedgerEntry.Change(
                        decision.effect(),
                        decision.reason(),
                        stand(before),
                        stand(after),
                        List.of(),
                        version,
                        version),
                limits,
                new Provenance(
                        fact.occurredAt(), received.receivedAt(), decidedAt, received.source()));
    }

    private static @Nullable Stand stand(@Nullable TaskState state) {
        return state == null ? null : new Stand(state.status(), state.stage());
    }

    private static @Nullable Stand stand(@Nullable AgentSnapshot agent) {
        return agent == null ? null : new Stand(agent.presence(), null);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
