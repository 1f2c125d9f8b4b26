package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The facts of {@code mc.task-events}. */
final class TaskFactCodec {

    private TaskFactCodec() {}

    /** What may come to the log now: stricter than {@link #read} where that once took too much. */
    static Decoded<TaskFact> readNew(ObjectReader in) {
        return typeOf(in) == FactType.CREATED
                ? readCreated(in, in.visibleText("title", TaskCreated.MAX_TITLE_LENGTH))
                : read(in);
    }

    /** What was ever taken. */
    static Decoded<TaskFact> read(ObjectReader in) {
        return switch (typeOf(in)) {
            case null -> unknownType(in);
            case CREATED -> readCreated(in, in.text("title", 1, TaskCreated.MAX_TITLE_LENGTH));
            case MOVED -> readMoved(in);
            case RETRIED -> readRetried(in);
            case CANCELLED -> readCancelled(in);
            case DEADLINE_PASSED -> OwnTaskFactCodec.readDeadlinePassed(in);
            case ADOPTED -> readAdopted(in);
            case RESTARTED -> OwnTaskFactCodec.readRestarted(in);
            case REPAIRED -> OwnTaskFactCodec.readRepaired(in);
            case ARCHIVED -> OwnTaskFactCodec.readArchived(in);
            case ANSWERED -> PersonFactCodec.readAnswered(in);
            case NOTED -> PersonFactCodec.readNoted(in);
            case EDITED -> PersonFactCodec.readEdited(in);
            case ACK, RUNNING, PROGRESS, DONE, FAILED ->
                    AgentEventCodec.readReport(in).map(report -> report);
        };
    }

    private static @Nullable FactType typeOf(ObjectReader in) {
        in.typeWasRead();
        return in.peekText("type")
                .flatMap(type -> WireNames.find(FactType.class, type))
                .orElse(null);
    }

    static void write(ObjectWriter out, TaskFact fact) {
        switch (fact) {
            case AgentReport report -> AgentEventCodec.write(out, report);
            case TaskCreated created -> writeCreated(out, created);
            case TaskMoved moved ->
                    begin(out, moved)
                            .text("stage", moved.stage())
                            .number("expected_version", moved.expectedVersion());
            case TaskRetried retried ->
                    begin(out, retried)
                            .text("command_id", retried.commandId())
                            .number("expected_version", retried.expectedVersion());
            case TaskCancelled cancelled ->
                    begin(out, cancelled).number("expected_version", cancelled.expectedVersion());
            case DeadlinePassed passed ->
                    begin(out, passed)
                            .text("command_id", passed.commandId())
                            .number("seen_version", passed.seenVersion())
                            .flagIf("agent_returned", passed.agentReturned());
            case TaskAdopted adopted -> writeAdopted(out, adopted);
            case AgentRestarted restarted ->
                    identify(out, restarted)
                            .text("command_id", restarted.commandId())
                            .text("agent_id", restarted.agentId())
                            .text("boot_id", restarted.bootId())
                            .text("restarted_at", restarted.restartedAt());
            case TaskRepaired repaired ->
                    identify(out, repaired)
                            .text("found", repaired.found())
                            .number("above_version", repaired.aboveVersion());
            case TaskArchived archived ->
                    begin(out, archived).number("seen_version", archived.seenVersion());
            case TaskAnswered answered -> PersonFactCodec.write(begin(out, answered), answered);
            case TaskNoted noted -> begin(out, noted).text("text", noted.text());
            case TaskEdited edited -> PersonFactCodec.write(begin(out, edited), edited);
        }
    }

    private static ObjectWriter begin(ObjectWriter out, TaskFact fact) {
        return identify(out, fact).text("occurred_at", fact.occurredAt());
    }

    private static ObjectWriter identify(ObjectWriter out, TaskFact fact) {
        return out.text("event_id", fact.eventId())
                .text("type", fact.type())
                .text("task_id", fact.taskId());
    }

    private static void writeCreated(ObjectWriter out, TaskCreated created) {
        begin(out, created)
                .text("command_id", created.commandId())
                .text("agent_id", created.brief().agentId())
                .text("title", created.brief().title())
                .json("payload", created.brief().payload())
                .text("stage", created.stage());
        BriefCodec.writeAdded(out, created.brief(), true);
    }

    private static void writeAdopted(ObjectWriter out, TaskAdopted adopted) {
        begin(out, adopted)
                .text("command_id", adopted.commandId())
                .text("agent_id", adopted.brief().agentId())
                .text("title", adopted.brief().title())
                .number("attempt", adopted.attempt())
                .text("status", adopted.status())
                .text("stage", adopted.stage())
                .number("progress", adopted.remark().progress())
                .text("message", adopted.remark().message())
                .text("error_code", adopted.remark().errorCode())
                .json("payload", adopted.brief().payload())
                .text("created_at", adopted.createdAt());
    }

    private static Decoded<TaskFact> readCreated(ObjectReader in, @Nullable String title) {
        EventId eventId = in.id("event_id", EventId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        Supplier<Brief> brief = BriefCodec.read(in, title);
        Stage stage = in.optionalChoice("stage", Stage.class);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        if (stage != null && stage != Stage.BACKLOG && stage != Stage.TODO) {
            in.fault("stage", "expected one of [backlog, todo]");
        }
        return in.finish(() ->
                new TaskCreated(
                        requireNonNull(eventId),
                        requireNonNull(commandId),
                        brief.get(),
                        stage == null ? Stage.TODO : stage,
                        occurredAt));
    }

    private static Decoded<TaskFact> readMoved(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        Stage stage = in.choice("stage", Stage.class);
        Long expectedVersion = in.optionalInteger("expected_version", 1, Long.MAX_VALUE);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new TaskMoved(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(stage),
                        expectedVersion,
                        occurredAt));
    }

    private static Decoded<TaskFact> readRetried(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        Long expectedVersion = in.optionalInteger("expected_version", 1, Long.MAX_VALUE);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new TaskRetried(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(commandId),
                        expectedVersion,
                        occurredAt));
    }

    private static Decoded<TaskFact> readCancelled(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        Long expectedVersion = in.optionalInteger("expected_version", 1, Long.MAX_VALUE);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        return in.finish(() ->
                new TaskCancelled(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        expectedVersion,
                        occurredAt));
    }

    private static Decoded<TaskFact> readAdopted(ObjectReader in) {
        EventId eventId = in.id("event_id", EventId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        String title = in.text("title", 0, TaskCreated.MAX_TITLE_LENGTH);
        TaskId taskId = in.id("task_id", TaskId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        Json payload = in.optionalJson("payload", TaskCreated.MAX_PAYLOAD_LENGTH);
        Long attempt = in.integer("attempt", 1, Integer.MAX_VALUE);
        TaskStatus status = in.choice("status", TaskStatus.class);
        Stage stage = in.choice("stage", Stage.class);
        Remark remark = RemarkCodec.read(in);
        Instant createdAt = in.optionalTimestamp("created_at");
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        if (status != null
                && stage != null
                && (status == TaskStatus.DONE) != (stage == Stage.DONE)) {
            in.fault("stage", "expected done exactly when the status is done");
        }
        return in.finish(() ->
                new TaskAdopted(
                        requireNonNull(eventId),
                        new Brief(
                                requireNonNull(taskId),
                                requireNonNull(agentId),
                                requireNonNull(title),
                                payload,
                                TaskLimits.DEFAULT),
                        requireNonNull(commandId),
                        Math.toIntExact(requireNonNull(attempt)),
                        requireNonNull(status),
                        requireNonNull(stage),
                        remark,
                        createdAt,
                        occurredAt));
    }

    private static Decoded<TaskFact> unknownType(ObjectReader in) {
        return in.refuse(
                "type",
                in.has("type") ? "expected one of " + WireNames.all(FactType.class) : "required");
    }
}
