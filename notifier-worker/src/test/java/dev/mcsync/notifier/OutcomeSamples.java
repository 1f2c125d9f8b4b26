package dev.mcsync.notifier;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes as the processor writes them; only what a test is about has to be said. */
public record OutcomeSamples(
        FactType type,
        String eventId,
        String taskId,
        @Nullable String agentId,
        Effect effect,
        @Nullable Reason reason,
        @Nullable TaskState before,
        @Nullable TaskState after,
        @Nullable String message,
        @Nullable String errorCode,
        @Nullable String question) {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    public static OutcomeSamples of(FactType type) {
        return new OutcomeSamples(
                type,
                EventId.fresh().value(),
                "tsk_1",
                "agent-1",
                Effect.APPLIED,
                null,
                new TaskState(TaskStatus.QUEUED, Stage.TODO, 1),
                new TaskState(status(type), stage(type), 2),
                null,
                null,
                null);
    }

    public static AgentOutcome offline(String agentId, @Nullable Long silentForSeconds) {
        return presence(agentId, Presence.OFFLINE, silentForSeconds);
    }

    public static AgentOutcome online(String agentId) {
        return presence(agentId, Presence.ONLINE, null);
    }

    public OutcomeSamples event(String id) {
        return new OutcomeSamples(
                type, id, taskId, agentId, effect, reason, before, after, message, errorCode,
                question);
    }

    public OutcomeSamples task(String id) {
        return new OutcomeSamples(
                type, eventId, id, agentId, effect, reason, before, after, message, errorCode,
                question);
    }

    public OutcomeSamples agent(@Nullable String id) {
        return new OutcomeSamples(
                type, eventId, taskId, id, effect, reason, before, after, message, errorCode,
                question);
    }

    public OutcomeSamples effect(Effect other, @Nullable Reason why) {
        return new OutcomeSamples(
                type, eventId, taskId, agentId, other, why, before, after, message, errorCode,
                question);
    }

    public OutcomeSamples before(TaskStatus status, Stage stage) {
        return new OutcomeSamples(
                type,
                eventId,
                taskId,
                agentId,
                effect,
                reason,
                new TaskState(status, stage, 1),
                after,
                message,
                errorCode,
                question);
    }

    public OutcomeSamples after(TaskStatus status, Stage stage) {
        return new OutcomeSamples(
                type,
                eventId,
                taskId,
                agentId,
                effect,
                reason,
                before,
                new TaskState(status, stage, 2),
                message,
                errorCode,
                question);
    }

    public OutcomeSamples message(@Nullable String text) {
        return new OutcomeSamples(
                type, eventId, taskId, agentId, effect, reason, before, after, text, errorCode,
                question);
    }

    public OutcomeSamples errorCode(@Nullable String code) {
        return new OutcomeSamples(
                type, eventId, taskId, agentId, effect, reason, before, after, message, code,
                question);
    }

    public OutcomeSamples question(String text) {
        return new OutcomeSamples(
                type, eventId, taskId, agentId, effect, reason, before, after, message, errorCode,
                text);
    }

    public TaskOutcome outcome() {
        return new TaskOutcome(
                new EventId(eventId),
                type,
                new TaskId(taskId),
                "A title",
                new Actor(agentId == null ? null : new AgentId(agentId), new CommandId("cmd_1"), 1),
                new Transition(effect, reason, before, after, List.of()),
                new Remark(message, null, errorCode),
                new Provenance(NOON, NOON, NOON, new SourcePosition("mc.task-events", 0, 0)),
                question);
    }

    private static AgentOutcome presence(
            String agentId, Presence presence, @Nullable Long silentForSeconds) {
        return new AgentOutcome(
                EventId.fresh(),
                new AgentId(agentId),
                presence,
                7,
                NOON.minusSeconds(250),
                silentForSeconds,
                NOON,
                NOON,
                new SourcePosition("mc.agent-heartbeats", 0, 0));
    }

    private static TaskStatus status(FactType type) {
        return switch (type) {
            case ACK -> TaskStatus.ACK;
            case RUNNING, PROGRESS -> TaskStatus.RUNNING;
            case DONE -> TaskStatus.DONE;
            case FAILED, CANCELLED -> TaskStatus.FAILED;
            case DEADLINE_PASSED -> TaskStatus.TIMEOUT;
            default -> TaskStatus.QUEUED;
        };
    }

    private static Stage stage(FactType type) {
        return switch (type) {
            case RUNNING, PROGRESS -> Stage.DOING;
            case DONE -> Stage.DONE;
            case FAILED, CANCELLED, DEADLINE_PASSED -> Stage.BLOCKED;
            default -> Stage.TODO;
        };
    }
}
