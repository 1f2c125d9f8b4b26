package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The records of {@code mc.task-outcomes}. */
final class OutcomeCodec {

    private static final int MAX_TYPE_LENGTH = 64;
    private static final int MAX_TOPIC_LENGTH = 249;

    private OutcomeCodec() {}

    static Decoded<Outcome> read(ObjectReader in) {
        return in.peekText("type").filter(type -> type.startsWith("agent_")).isPresent()
                ? readAgent(in)
                : readTask(in);
    }

    static void write(ObjectWriter out, TaskOutcome outcome) {
        out.text("event_id", outcome.eventId())
                .text("type", outcome.type())
                .text("task_id", outcome.taskId())
                .text("agent_id", outcome.actor().agentId())
                .text("command_id", outcome.actor().commandId())
                .number("attempt", outcome.actor().attempt())
                .text("outcome", outcome.effect())
                .text("reason", outcome.reason())
                .object("before", outcome.before(), OutcomeCodec::writeState)
                .object("after", outcome.after(), OutcomeCodec::writeState)
                .texts("implied", outcome.transition().implied())
                .text("title", outcome.title())
                .text("message", outcome.remark().message())
                .number("progress", outcome.remark().progress())
                .text("error_code", outcome.remark().errorCode())
                .text("occurred_at", outcome.provenance().occurredAt())
                .text("received_at", outcome.provenance().receivedAt())
                .text("applied_at", outcome.provenance().appliedAt())
                .object("source", outcome.provenance().source(), OutcomeCodec::writeSource)
                .text("question", outcome.question());
    }

    static void write(ObjectWriter out, AgentOutcome outcome) {
        out.text("event_id", outcome.eventId())
                .text("type", outcome.type())
                .text("agent_id", outcome.agentId())
                .number("version", outcome.version())
                .text("last_seen_at", outcome.lastSeenAt())
                .number("silent_for_seconds", outcome.silentForSeconds())
                .text("received_at", outcome.receivedAt())
                .text("applied_at", outcome.appliedAt())
                .object("source", outcome.source(), OutcomeCodec::writeSource);
    }

    private static void writeState(ObjectWriter out, TaskState state) {
        out.text("status", state.status())
                .text("stage", state.stage())
                .number("version", state.version());
    }

    private static void writeSource(ObjectWriter out, SourcePosition source) {
        out.text("topic", source.topic())
                .number("partition", source.partition())
                .number("offset", source.offset());
    }

    private static Decoded<Outcome> readTask(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        boolean isOfLaterType = in.isOfLater("type", FactType.class);
        FactType type = in.choice("type", FactType.class, FactType.MOVED);
        TaskId taskId = in.id("task_id", TaskId::new);
        String title = in.optionalText("title", 0, TaskCreated.MAX_TITLE_LENGTH);
        Actor actor = readActor(in);
        Supplier<Transition> transition = readTransition(in);
        Remark remark = RemarkCodec.read(in);
        Supplier<Provenance> provenance = readProvenance(in);
        String question = in.optionalText("question", 1, Question.MAX_TEXT_LENGTH);
        return in.finish(() -> {
            Transition change = transition.get();
            return new TaskOutcome(
                    requireNonNull(eventId),
                    isOfLaterType ? LaterWords.typeOf(change) : requireNonNull(type),
                    requireNonNull(taskId),
                    title,
                    actor,
                    change,
                    remark,
                    provenance.get(),
                    question);
        });
    }

    private static Actor readActor(ObjectReader in) {
        AgentId agentId = in.optionalId("agent_id", AgentId::new);
        CommandId commandId = in.optionalId("command_id", CommandId::new);
        Long attempt = in.optionalInteger("attempt", 1, Integer.MAX_VALUE);
        return new Actor(agentId, commandId, attempt == null ? null : attempt.intValue());
    }

    private static Supplier<Transition> readTransition(ObjectReader in) {
        boolean isOfLaterKind = in.isOfLater("outcome", Effect.class);
        Effect effect = in.choice("outcome", Effect.class, Effect.LATE);
        Reason reason = in.optionalChoice("reason", Reason.class, null);
        TaskState before = in.optionalObject("before", OutcomeCodec::readState);
        TaskState after = in.optionalObject("after", OutcomeCodec::readState);
        List<TaskStatus> implied = in.choices("implied", TaskStatus.class);
        return () ->
                new Transition(
                        isOfLaterKind ? LaterWords.effectOf(before, after) : requireNonNull(effect),
                        reason,
                        before,
                        after,
                        implied);
    }

    private static Supplier<Provenance> readProvenance(ObjectReader in) {
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        Instant receivedAt = in.timestamp("received_at");
        Instant appliedAt = in.timestamp("applied_at");
        SourcePosition source = in.object("source", OutcomeCodec::readSource);
        return () ->
                new Provenance(
                        occurredAt,
                        requireNonNull(receivedAt),
                        requireNonNull(appliedAt),
                        requireNonNull(source));
    }

    private static Decoded<Outcome> readAgent(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        String type = in.text("type", 1, MAX_TYPE_LENGTH);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Long version = in.integer("version", 1, Long.MAX_VALUE);
        Instant lastSeenAt = in.timestamp("last_seen_at");
        Long silentFor = in.optionalInteger("silent_for_seconds", 0, Long.MAX_VALUE);
        Instant receivedAt = in.timestamp("received_at");
        Instant appliedAt = in.timestamp("applied_at");
        SourcePosition source = in.object("source", OutcomeCodec::readSource);
        Presence presence = "agent_offline".equals(type) ? Presence.OFFLINE : Presence.ONLINE;
        if (!("agent_" + presence.wireName()).equals(type) && !in.isPerhapsLater()) {
            in.fault("type", "expected one of [agent_online, agent_offline]");
        }
        return in.finish(() ->
                new AgentOutcome(
                        requireNonNull(eventId),
                        requireNonNull(agentId),
                        presence,
                        requireNonNull(version),
                        requireNonNull(lastSeenAt),
                        silentFor,
                        requireNonNull(receivedAt),
                        requireNonNull(appliedAt),
                        requireNonNull(source)));
    }

    private static Decoded<TaskState> readState(ObjectReader in) {
        TaskStatus status = LaterWords.status(in);
        Stage stage = LaterWords.stage(in, status);
        Long version = in.integer("version", 0, Long.MAX_VALUE);
        return in.finish(() ->
                new TaskState(
                        requireNonNull(status), requireNonNull(stage), requireNonNull(version)));
    }

    private static Decoded<SourcePosition> readSource(ObjectReader in) {
        String topic = in.text("topic", 1, MAX_TOPIC_LENGTH);
        Long partition = in.integer("partition", 0, Integer.MAX_VALUE);
        Long offset = in.integer("offset", 0, Long.MAX_VALUE);
        return in.finish(() ->
                new SourcePosition(
                        requireNonNull(topic),
                        Math.toIntExact(requireNonNull(partition)),
                        requireNonNull(offset)));
    }
}
