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
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Attempt;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskSnapshot.Phase;
import dev.mcsync.contracts.wire.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The records of the compacted topics. */
final class SnapshotCodec {

    private SnapshotCodec() {}

    static void write(ObjectWriter out, TaskSnapshot task) {
        write(out, task, true);
    }

    static void write(ObjectWriter out, TaskSnapshot task, boolean inFull) {
        out.text("task_id", task.taskId())
                .number("version", task.version())
                .text("title", task.brief().title())
                .text("agent_id", task.agentId())
                .text("command_id", task.commandId())
                .number("attempt", task.attempt().number())
                .text("status", task.status())
                .text("stage", task.stage())
                .number("progress", task.remark().progress())
                .text("message", task.remark().message())
                .text("error_code", task.remark().errorCode())
                .json("payload", inFull ? task.brief().payload() : null)
                .number("deliveries", task.attempt().deliveries())
                .text("created_at", task.createdAt())
                .text("updated_at", task.updatedAt())
                .text("stage_since", task.phase().stageSince())
                .text("status_since", task.phase().statusSince())
                .text("deadline_at", task.phase().deadlineAt())
                .objects("prior_attempts", task.attempt().prior(), CommandCodec::write);
        BriefCodec.writeAdded(out, task.brief(), inFull);
        out.text("last_event_id", task.lastEventId())
                .text("acked_at", task.moments().ackedAt())
                .text("started_at", task.moments().startedAt())
                .text("finished_at", task.moments().finishedAt())
                .text("archived_at", task.moments().archivedAt())
                .object("dialogue", DialogueCodec.told(task.dialogue()), DialogueCodec::write)
                .object("result", inFull ? task.result() : null, ResultCodec::write);
    }

    static void write(ObjectWriter out, AgentSnapshot agent) {
        out.text("agent_id", agent.agentId())
                .number("version", agent.version())
                .text("presence", agent.presence())
                .text("last_seen_at", agent.lastSeenAt())
                .text("last_heartbeat_at", agent.lastHeartbeatAt())
                .text("presence_since", agent.presenceSince())
                .text("deadline_at", agent.deadlineAt())
                .json("meta", agent.meta())
                .object("boot", agent.boot(), SnapshotCodec::write)
                .text("departure", agent.departure())
                .text("last_event_id", agent.lastEventId())
                .text("current_task_id", agent.currentTaskId());
    }

    private static void write(ObjectWriter out, AgentBoot boot) {
        out.text("boot_id", boot.bootId())
                .text("since", boot.since())
                .texts("running", boot.running())
                .texts("prior", boot.prior());
        if (!boot.runs().isEmpty()) {
            out.objects("runs", boot.runs(), SnapshotCodec::write);
        }
        out.texts("ended", boot.ended());
    }

    static void write(ObjectWriter out, AgentRun run) {
        out.text("boot_id", run.bootId())
                .text("alive_until", run.aliveUntil())
                .texts("running", run.running());
    }

    static Decoded<TaskSnapshot> readTask(ObjectReader in) {
        String title = in.text("title", 0, TaskCreated.MAX_TITLE_LENGTH);
        Supplier<Brief> brief = BriefCodec.read(in, title);
        Long version = in.integer("version", 1, Long.MAX_VALUE);
        Supplier<Attempt> attempt = readAttempt(in);
        Supplier<Phase> phase = readPhase(in);
        Remark remark = RemarkCodec.read(in);
        Instant createdAt = in.timestamp("created_at");
        Instant updatedAt = in.timestamp("updated_at");
        EventId lastEventId = in.id("last_event_id", EventId::new);
        Moments moments = readMoments(in);
        Dialogue dialogue = in.optionalObject("dialogue", DialogueCodec::read);
        Result result = in.optionalObject("result", ResultCodec::read);
        return in.finish(() ->
                new TaskSnapshot(
                        brief.get(),
                        requireNonNull(version),
                        attempt.get(),
                        phase.get(),
                        moments,
                        remark,
                        requireNonNull(createdAt),
                        requireNonNull(updatedAt),
                        requireNonNull(lastEventId),
                        dialogue == null ? Dialogue.NONE : dialogue,
                        result));
    }

    private static Supplier<Attempt> readAttempt(ObjectReader in) {
        CommandId commandId = in.id("command_id", CommandId::new);
        Long number = in.integer("attempt", 1, Integer.MAX_VALUE);
        Long deliveries = in.integer("deliveries", 0, Integer.MAX_VALUE);
        List<PriorAttempt> prior = in.objects("prior_attempts", CommandCodec::readPrior);
        return () ->
                new Attempt(
                        requireNonNull(commandId),
                        Math.toIntExact(requireNonNull(number)),
                        Math.toIntExact(requireNonNull(deliveries)),
                        prior);
    }

    private static Supplier<Phase> readPhase(ObjectReader in) {
        TaskStatus status = LaterWords.status(in);
        Instant statusSince = in.timestamp("status_since");
        Stage stage = LaterWords.stage(in, status);
        Instant stageSince = in.timestamp("stage_since");
        Instant deadlineAt = in.optionalTimestamp("deadline_at");
        return () ->
                new Phase(
                        requireNonNull(status),
                        requireNonNull(statusSince),
                        requireNonNull(stage),
                        requireNonNull(stageSince),
                        deadlineAt);
    }

    private static Moments readMoments(ObjectReader in) {
        Instant ackedAt = in.optionalTimestamp("acked_at");
        Instant startedAt = in.optionalTimestamp("started_at");
        Instant finishedAt = in.optionalTimestamp("finished_at");
        Instant archivedAt = in.optionalTimestamp("archived_at");
        return new Moments(ackedAt, startedAt, finishedAt, archivedAt);
    }

    static Decoded<AgentSnapshot> readAgent(ObjectReader in) {
        AgentId agentId = in.id("agent_id", AgentId::new);
        Long version = in.integer("version", 1, Long.MAX_VALUE);
        Presence presence = in.choice("presence", Presence.class, Presence.ONLINE);
        Instant lastSeenAt = in.timestamp("last_seen_at");
        Instant lastHeartbeatAt = in.optionalTimestamp("last_heartbeat_at");
        Instant presenceSince = in.timestamp("presence_since");
        Instant deadlineAt = in.optionalTimestamp("deadline_at");
        Json meta = in.optionalJson("meta", TaskCreated.MAX_PAYLOAD_LENGTH);
        AgentBoot boot = in.optionalObject("boot", SnapshotCodec::readBoot);
        Departure departure = in.optionalChoice("departure", Departure.class, Departure.GOODBYE);
        EventId lastEventId = in.optionalId("last_event_id", EventId::new);
        TaskId currentTaskId = in.optionalId("current_task_id", TaskId::new);
        return in.finish(() ->
                new AgentSnapshot(
                        requireNonNull(agentId),
                        requireNonNull(version),
                        requireNonNull(presence),
                        requireNonNull(lastSeenAt),
                        lastHeartbeatAt,
                        requireNonNull(presenceSince),
                        deadlineAt,
                        meta,
                        boot,
                        departure,
                        lastEventId,
                        currentTaskId));
    }

    private static Decoded<AgentBoot> readBoot(ObjectReader in) {
        BootId bootId = in.id("boot_id", BootId::new);
        Instant since = in.timestamp("since");
        List<CommandId> running = in.ids("running", Heartbeat.MAX_RUNNING, CommandId::new);
        List<BootId> prior = in.ids("prior", AgentBoot.MAX_PRIOR, BootId::new);
        List<AgentRun> runs = in.objects("runs", SnapshotCodec::readRun);
        List<BootId> ended = in.ids("ended", AgentBoot.MAX_ENDED, BootId::new);
        return in.finish(() ->
                new AgentBoot(
                        requireNonNull(bootId),
                        requireNonNull(since),
                        running,
                        prior,
                        runs,
                        ended));
    }

    static List<AgentRun> readRuns(String array) {
        return StrictJson.readOwnObject(
                        ("{\"runs\":" + array + "}").getBytes(StandardCharsets.UTF_8),
                        in -> {
                            List<AgentRun> runs = in.objects("runs", SnapshotCodec::readRun);
                            return in.finish(() -> List.copyOf(runs));
                        })
                .orThrow("list of runs");
    }

    private static Decoded<AgentRun> readRun(ObjectReader in) {
        BootId bootId = in.id("boot_id", BootId::new);
        Instant aliveUntil = in.timestamp("alive_until");
        List<CommandId> running = in.ids("running", Heartbeat.MAX_RUNNING, CommandId::new);
        return in.finish(
                () -> new AgentRun(requireNonNull(bootId), requireNonNull(aliveUntil), running));
    }
}
