package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.Submitter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code agent_events}: a fact, and beside it what it did.
 *
 * @param limits under which it was decided
 */
public record LedgerEntry(
        EventId eventId,
        String type,
        @Nullable TaskId taskId,
        Actor actor,
        Remark remark,
        Content content,
        Change change,
        Limits limits,
        Provenance provenance) {

    /**
     * The same, with how the fact came.
     *
     * @param submitter null when it came by no token
     * @param traceId null when it came in no trace
     */
    public LedgerEntry by(@Nullable Submitter submitter, @Nullable String traceId) {
        return new LedgerEntry(
                eventId,
                type,
                taskId,
                actor,
                remark,
                new Content(content.meta(), content.body(), submitter, traceId),
                change,
                limits,
                provenance);
    }

    /**
     * What came.
     *
     * @param body the whole fact as it was received, as JSON
     * @param by null when it came by no token
     * @param traceId null when it came in no trace
     */
    public record Content(
            @Nullable Json meta, String body, @Nullable Submitter by, @Nullable String traceId) {

        public Content(@Nullable Json meta, String body) {
            this(meta, body, null, null);
        }
    }

    /**
     * What the fact did to its task or agent.
     *
     * @param version the subject's after it; null when it changed nothing
     * @param agentVersion the agent's after it, be it the subject or not; null when it left it
     *     alone
     */
    public record Change(
            Effect effect,
            @Nullable Reason reason,
            @Nullable Stand from,
            @Nullable Stand to,
            List<TaskStatus> implied,
            @Nullable Long version,
            @Nullable Long agentVersion) {}

    /**
     * Where a task or an agent stood.
     *
     * @param status the task's, or the agent's presence
     * @param stage the task's
     */
    public record Stand(WireName status, @Nullable WireName stage) {}
}
