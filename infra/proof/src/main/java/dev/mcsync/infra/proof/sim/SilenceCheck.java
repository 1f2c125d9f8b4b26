package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * I11: nobody timed out or went offline who could not have been heard for the whole of the limit.
 */
final class SilenceCheck {

    private static final Limits LIMITS = ProcessorNode.LIMITS;

    private final LogTwin log;
    private final DatabaseTwin database;
    private final Outages outages;

    SilenceCheck(LogTwin log, DatabaseTwin database, Outages outages) {
        this.log = log;
        this.database = database;
        this.outages = outages;
    }

    void check() {
        Map<EventId, Instant> silences = silences();
        values(
                Topic.TASK_OUTCOMES,
                value -> {
                    switch (WireCodec.decodeOutcome(value).orThrow("outcome")) {
                        case AgentOutcome outcome when outcome.presence() == Presence.OFFLINE ->
                                heard(
                                        outcome.agentId() + " went offline",
                                        silences.get(outcome.eventId()),
                                        LIMITS.offlineAfter());
                        case TaskOutcome outcome when isTimeout(outcome) ->
                                heard(
                                        outcome.taskId() + " timed out",
                                        outcome.provenance().occurredAt(),
                                        limitOf(outcome));
                        case AgentOutcome _, TaskOutcome _ -> {}
                    }
                });
    }

    private void heard(String what, @Nullable Instant dueAt, Duration limit) {
        if (!outages.spared(dueAt, limit)) {
            throw new Invariants.Violated(
                    "I11 %s at %s, though nobody could be heard for a part of the %s before"
                            .formatted(what, dueAt, limit));
        }
    }

    /** When each silence was too long, by the facts that said so. */
    private Map<EventId, Instant> silences() {
        Map<EventId, Instant> silences = new HashMap<>();
        values(
                Topic.AGENT_HEARTBEATS,
                value -> {
                    if (WireCodec.decodeAgentFact(value)
                                    instanceof Decoded.Valid<AgentFact>(var fact)
                            && fact instanceof SilencePassed passed
                            && passed.occurredAt() != null) {
                        silences.put(passed.eventId(), passed.occurredAt());
                    }
                });
        return silences;
    }

    private static boolean isTimeout(TaskOutcome outcome) {
        TaskState before = outcome.before();
        TaskState after = outcome.after();
        return after != null
                && after.status() == TaskStatus.TIMEOUT
                && before != null
                && before.status() != TaskStatus.TIMEOUT;
    }

    private Duration limitOf(TaskOutcome outcome) {
        TaskSnapshot task = Objects.requireNonNull(database.tasks().get(outcome.taskId()));
        return Objects.requireNonNull(outcome.before()).status() == TaskStatus.QUEUED
                ? Objects.requireNonNullElse(task.limits().ackTimeout(), LIMITS.ackTimeout())
                : Objects.requireNonNullElse(
                        task.limits().runningTimeout(), LIMITS.runningTimeout());
    }

    private void values(Topic topic, Consumer<byte[]> reader) {
        for (LogTwin.Partition partition : log.partitions(topic)) {
            for (LogTwin.Entry entry : partition.entries()) {
                byte[] value = entry.value();
                if (value != null && partition.isVisible(entry)) {
                    reader.accept(value);
                }
            }
        }
    }
}
