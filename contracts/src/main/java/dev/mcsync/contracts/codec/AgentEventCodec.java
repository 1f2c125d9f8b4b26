package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What agents send: reports and heartbeats. */
final class AgentEventCodec {

    /** A running task is somewhere on the board between being handed out and being done. */
    private static final Set<Stage> PROGRESS_STAGES =
            EnumSet.of(Stage.TODO, Stage.DOING, Stage.REVIEW, Stage.BLOCKED);

    private static final int MAX_TYPE_LENGTH = 64;

    private AgentEventCodec() {}

    static Decoded<AgentEvent> read(ObjectReader in) {
        Optional<String> type = in.peekText("type");
        if (type.isPresent() && type.get().equals(Heartbeat.TYPE)) {
            return readHeartbeat(in).map(heartbeat -> heartbeat);
        }
        if (type.flatMap(name -> WireNames.find(ReportType.class, name)).isPresent()) {
            return readReport(in).map(report -> report);
        }
        List<String> expected = new ArrayList<>(List.of(Heartbeat.TYPE));
        expected.addAll(WireNames.all(ReportType.class));
        return in.refuse("type", in.has("type") ? "expected one of " + expected : "required");
    }

    /** As it stands on the log. */
    static Decoded<Heartbeat> readHeartbeat(ObjectReader in) {
        in.typeWasRead();
        return readHeartbeat(in, in.id("event_id", EventId::new), TaskCreated.MAX_PAYLOAD_LENGTH);
    }

    /** As a call brings it: it needs neither a type nor an id, and may say less of itself. */
    static Decoded<Heartbeat> readHeartbeatCall(ObjectReader in) {
        String type = in.optionalText("type", 1, MAX_TYPE_LENGTH);
        if (type != null && !type.equals(Heartbeat.TYPE)) {
            in.fault("type", "expected " + Heartbeat.TYPE);
        }
        EventId eventId = in.optionalId("event_id", EventId::new);
        return readHeartbeat(
                in, eventId == null ? EventId.fresh() : eventId, Heartbeat.MAX_META_LENGTH);
    }

    private static Decoded<Heartbeat> readHeartbeat(
            ObjectReader in, @Nullable EventId eventId, int maxMetaLength) {
        EventId chosen = chosen(in, eventId);
        AgentId agentId = in.id("agent_id", AgentId::new);
        TaskId taskId = in.optionalId("task_id", TaskId::new);
        CommandId commandId = in.optionalId("command_id", CommandId::new);
        // A heartbeat may repeat where the task stands, but proves nothing about it.
        in.optionalChoice("status", TaskStatus.class);
        in.optionalChoice("stage", Stage.class);
        in.optionalInteger("progress", 0, 100);
        in.optionalText("error_code", 1, AgentReport.MAX_ERROR_CODE_LENGTH);
        String message = in.optionalText("message", 0, AgentReport.MAX_MESSAGE_LENGTH);
        Json meta = in.optionalJson("meta", maxMetaLength);
        BootId bootId = in.optionalId("boot_id", BootId::new);
        List<CommandId> running = in.ids("running", Heartbeat.MAX_RUNNING, CommandId::new);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        boolean leaving = in.flag("leaving");
        return in.finish(() ->
                new Heartbeat(
                        requireNonNull(chosen),
                        requireNonNull(agentId),
                        taskId,
                        commandId,
                        message,
                        meta,
                        bootId,
                        running,
                        occurredAt,
                        leaving));
    }

    static Decoded<AgentReport> readReport(ObjectReader in) {
        ReportType type = in.choice("type", ReportType.class);
        EventId eventId = chosen(in, in.id("event_id", EventId::new));
        TaskId taskId = in.id("task_id", TaskId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        CommandId commandId = in.id("command_id", CommandId::new);
        TaskStatus status = in.optionalChoice("status", TaskStatus.class);
        Stage stage = in.optionalChoice("stage", Stage.class);
        String message = in.optionalText("message", 0, AgentReport.MAX_MESSAGE_LENGTH);
        Json meta = in.optionalJson("meta", TaskCreated.MAX_PAYLOAD_LENGTH);
        Long progress = in.optionalInteger("progress", 0, 100);
        String errorCode = in.optionalText("error_code", 1, AgentReport.MAX_ERROR_CODE_LENGTH);
        Instant occurredAt = in.optionalTimestamp("occurred_at");
        Question question = in.optionalObject("question", DialogueCodec::readQuestion);
        List<EventId> acks = in.ids("acks", AgentReport.MAX_ACKS, EventId::new);
        Result result = in.optionalObject("result", ResultCodec::read);
        if (type != null) {
            checkAgreement(in, type, status, stage);
            checkCarried(in, "question", type, ReportType.PROGRESS);
            checkCarried(in, "result", type, ReportType.DONE);
        }
        return in.finish(() ->
                new AgentReport(
                        requireNonNull(eventId),
                        requireNonNull(taskId),
                        requireNonNull(agentId),
                        requireNonNull(commandId),
                        requireNonNull(type),
                        stage,
                        message,
                        meta,
                        progress == null ? null : progress.intValue(),
                        errorCode,
                        occurredAt,
                        new AgentReport.Words(question, acks, result)));
    }

    private static void checkCarried(
            ObjectReader in, String name, ReportType type, ReportType only) {
        if (type != only && in.has(name)) {
            in.fault(name, "expected only with type " + only.wireName());
        }
    }

    /** The ids of what the product says itself are nobody else's to choose. */
    private static @Nullable EventId chosen(ObjectReader in, @Nullable EventId eventId) {
        return eventId != null && eventId.isOwn()
                ? in.fault(
                        "event_id", "expected an id that does not begin with " + EventId.OWN_PREFIX)
                : eventId;
    }

    static void write(ObjectWriter out, AgentReport report) {
        out.text("event_id", report.eventId())
                .text("type", report.type())
                .text("task_id", report.taskId())
                .text("command_id", report.commandId())
                .text("agent_id", report.agentId())
                .text("stage", report.stage())
                .text("message", report.message())
                .number("progress", report.progress())
                .text("error_code", report.errorCode())
                .json("meta", report.meta())
                .text("occurred_at", report.occurredAt())
                .object("question", report.words().question(), DialogueCodec::write)
                .texts("acks", report.words().acks())
                .object("result", report.words().result(), ResultCodec::write);
    }

    static void write(ObjectWriter out, Heartbeat heartbeat) {
        out.text("event_id", heartbeat.eventId())
                .text("type", heartbeat.type())
                .text("agent_id", heartbeat.agentId())
                .text("task_id", heartbeat.taskId())
                .text("command_id", heartbeat.commandId())
                .text("message", heartbeat.message())
                .json("meta", heartbeat.meta())
                .text("boot_id", heartbeat.bootId())
                .texts("running", heartbeat.running())
                .text("occurred_at", heartbeat.occurredAt())
                .flagIf("leaving", heartbeat.leaving());
    }

    private static void checkAgreement(
            ObjectReader in, ReportType type, @Nullable TaskStatus status, @Nullable Stage stage) {
        TaskStatus expectedStatus = statusOf(type);
        if (status != null && status != expectedStatus) {
            in.fault(
                    "status",
                    "expected %s with type %s"
                            .formatted(expectedStatus.wireName(), type.wireName()));
        }
        Set<Stage> expectedStages = stagesOf(type);
        if (stage != null && !expectedStages.contains(stage)) {
            in.fault(
                    "stage",
                    "expected one of %s with type %s"
                            .formatted(
                                    expectedStages.stream().map(Stage::wireName).toList(),
                                    type.wireName()));
        }
    }

    private static TaskStatus statusOf(ReportType type) {
        return switch (type) {
            case ACK -> TaskStatus.ACK;
            case RUNNING, PROGRESS -> TaskStatus.RUNNING;
            case DONE -> TaskStatus.DONE;
            case FAILED -> TaskStatus.FAILED;
        };
    }

    private static Set<Stage> stagesOf(ReportType type) {
        return switch (type) {
            case ACK -> EnumSet.of(Stage.TODO);
            case RUNNING -> EnumSet.of(Stage.DOING);
            case PROGRESS -> PROGRESS_STAGES;
            case DONE -> EnumSet.of(Stage.DONE);
            case FAILED -> EnumSet.of(Stage.BLOCKED);
        };
    }
}
