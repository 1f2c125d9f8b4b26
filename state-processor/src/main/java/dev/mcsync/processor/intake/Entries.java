package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.processor.core.AgentDecision;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskDecision;
import dev.mcsync.processor.ledger.LedgerEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words a fact and what it did as a row of the ledger. */
final class Entries {

    private Entries() {}

    static LedgerEntry of(
            Received<? extends TaskFact> received, TaskDecision decision, Limits limits) {
        TaskOutcome outcome = decision.outcome();
        TaskState before = outcome.before();
        TaskState after = outcome.after();
        Json meta = received.fact() instanceof AgentReport report ? report.meta() : null;
        return new LedgerEntry(
                outcome.eventId(),
                outcome.taskId(),
                outcome.agentId(),
                outcome.commandId(),
                outcome.attempt(),
                outcome.type().wireName(),
                outcome.message(),
                meta,
                outcome.progress(),
                outcome.errorCode(),
                outcome.occurredAt(),
                outcome.receivedAt(),
                outcome.appliedAt(),
                outcome.effect(),
                outcome.reason(),
                before == null ? null : before.status().wireName(),
                after == null ? null : after.status().wireName(),
                before == null ? null : before.stage().wireName(),
                after == null ? null : after.stage().wireName(),
                decision.changed() == null ? null : decision.changed().version(),
                outcome.implied(),
                text(WireCodec.encode(received.fact())),
                limits,
                outcome.source());
    }

    static LedgerEntry of(
            Received<? extends AgentFact> received,
            AgentDecision decision,
            @Nullable AgentSnapshot before,
            Instant decidedAt,
            Limits limits) {
        AgentFact fact = received.fact();
        Heartbeat heartbeat = fact instanceof Heartbeat sent ? sent : null;
        AgentSnapshot after = decision.changed() == null ? before : decision.changed();
        return new LedgerEntry(
                fact.eventId(),
                null,
                fact.agentId(),
                null,
                null,
                fact.type(),
                heartbeat == null ? null : heartbeat.message(),
                heartbeat == null ? null : heartbeat.meta(),
                null,
                null,
                fact.occurredAt(),
                received.receivedAt(),
                decidedAt,
                decision.effect(),
                decision.reason(),
                before == null ? null : before.presence().wireName(),
                after == null ? null : after.presence().wireName(),
                null,
                null,
                decision.changed() == null ? null : decision.changed().version(),
                List.of(),
                text(WireCodec.encode(fact)),
                limits,
                received.source());
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
