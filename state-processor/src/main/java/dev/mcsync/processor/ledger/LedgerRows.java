package dev.mcsync.processor.ledger;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import io.r2dbc.spi.Row;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows as records. */
final class LedgerRows {
    private static final Logger log = LoggerFactory.getLogger(LedgerRows.class);

    static final String TASK_COLUMNS =
            "task_id, version, title, agent_id, command_id, attempt, status, stage, progress, message, error_code,"
                    + " payload::text as payload, deliveries, created_at, updated_at, stage_since, status_since,"
                    + " deadline_at, prior_attempts::text as prior_attempts, ack_timeout, running_timeout, max_attempts,"
                    + " last_event_id, xmin::text as row_version";

    static final String SELECT_TASKS =
            "select "
                    + TASK_COLUMNS
                    + " from tasks where task_id = any($1) order by task_id for update";

    static final String SELECT_AGENTS =
            "select agent_id, version, presence, last_seen_at, last_heartbeat_at, presence_since, deadline_at,"
                    + " meta::text as meta, boot_id, boot_since, boot_running, prior_boot_ids,"
                    + " boot_runs::text as boot_runs, departure from agents_status"
                    + " where agent_id = any($1) and version > 0 order by agent_id for update";

    static final String SELECT_PROCESSED =
            "select event_id, payload_hash, topic, partition, record_offset, subject, outcome::text as outcome"
                    + " from processed_events where event_id = any($1)"
                    // An entry outlives its claim, and those from before have none: their ids are
                    // taken.
                    + " union all select e.event_id, '', coalesce(e.source_topic, ''), coalesce(e.source_partition, -1),"
                    + " coalesce(e.source_offset, -1), coalesce(e.task_id, e.agent_id, ''), null"
                    + " from agent_events e where e.event_id = any($1)"
                    + " and not exists (select from processed_events p where p.event_id = e.event_id)";

    private LedgerRows() {}

    static StoredTask task(Row row) {
        TaskId taskId = new TaskId(text(row, "task_id"));
        try {
            return number(row, "version") == 0
                    ? new StoredTask.Unadopted(Adoption.of(row))
                    : new StoredTask.Known(snapshot(row));
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
            log.warn("The row of task {} holds what no fact could have written", taskId, e);
            return new StoredTask.Unreadable(taskId);
        }
    }

    static TaskId idOf(StoredTask stored) {
        return switch (stored) {
            case StoredTask.Known(TaskSnapshot task) -> task.taskId();
            case StoredTask.Unadopted(var adoption) -> adoption.taskId();
            case StoredTask.Unreadable(TaskId taskId) -> taskId;
        };
    }

    static StoredAgent agent(Row row) {
        AgentId agentId = new AgentId(text(row, "agent_id"));
        try {
            return new StoredAgent.Known(snapshot(agentId, row));
        } catch (IllegalArgumentException | IllegalStateException | NullPointerException e) {
            log.warn("The row of agent {} holds what no fact could have written", agentId, e);
            return new StoredAgent.Unreadable(agentId);
        }
    }

    static Processed processed(Row row) {
        String outcome = optionalText(row, "outcome");
        return new Processed(
                new EventId(text(row, "event_id")),
                text(row, "payload_hash"),
                new SourcePosition(
                        text(row, "topic"),
                        integer(row, "partition"),
                        number(row, "record_offset")),
                text(row, "subject"),
                outcome == null
                        ? null
                        : WireCodec.decodeOutcome(outcome.getBytes(StandardCharsets.UTF_8))
                                .orThrow("stored outcome"));
    }

    static String text(Row row, String column) {
        return requireNonNull(row.get(column, String.class), column);
    }

    static @Nullable String optionalText(Row row, String column) {
        return row.get(column, String.class);
    }

    static long number(Row row, String column) {
        return requireNonNull(row.get(column, Long.class), column);
    }

    static int integer(Row row, String column) {
        return requireNonNull(row.get(column, Integer.class), column);
    }

    static @Nullable Integer optionalInteger(Row row, String column) {
        return row.get(column, Integer.class);
    }

    static Instant instant(Row row, String column) {
        return requireNonNull(row.get(column, Instant.class), column);
    }

    static @Nullable Instant optionalInstant(Row row, String column) {
        return row.get(column, Instant.class);
    }

    static @Nullable Json optionalJson(Row row, String column) {
        String text = optionalText(row, column);
        return text == null ? null : StrictJson.canonical(text);
    }

    private static AgentSnapshot snapshot(AgentId agentId, Row row) {
        return new AgentSnapshot(
                agentId,
                number(row, "version"),
                WireNames.load(Presence.class, text(row, "presence")),
                instant(row, "last_seen_at"),
                optionalInstant(row, "last_heartbeat_at"),
                instant(row, "presence_since"),
                optionalInstant(row, "deadline_at"),
                optionalJson(row, "meta"),
                boot(row),
                departure(row));
    }

    private static @Nullable AgentBoot boot(Row row) {
        String bootId = optionalText(row, "boot_id");
        return bootId == null
                ? null
                : new AgentBoot(
                        new BootId(bootId),
                        instant(row, "boot_since"),
                        ids(row, "boot_running", CommandId::new),
                        ids(row, "prior_boot_ids", BootId::new),
                        runs(optionalText(row, "boot_runs")));
    }

    private static List<AgentRun> runs(@Nullable String array) {
        return array == null ? List.of() : WireCodec.decodeRuns(array);
    }

    private static @Nullable Departure departure(Row row) {
        String departure = optionalText(row, "departure");
        return departure == null ? null : WireNames.load(Departure.class, departure);
    }

    private static <T> List<T> ids(Row row, String column, Function<String, T> constructor) {
        String[] ids = row.get(column, String[].class);
        return ids == null ? List.of() : Arrays.stream(ids).map(constructor).toList();
    }

    private static TaskLimits limits(Row row) {
        return new TaskLimits(
                seconds(row, "ack_timeout"),
                seconds(row, "running_timeout"),
                integer(row, "max_attempts"));
    }

    private static @Nullable Duration seconds(Row row, String column) {
        Integer seconds = optionalInteger(row, column);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static TaskSnapshot snapshot(Row row) {
        return new TaskSnapshot(
                new TaskId(text(row, "task_id")),
                number(row, "version"),
                text(row, "title"),
                new AgentId(text(row, "agent_id")),
                new CommandId(text(row, "command_id")),
                integer(row, "attempt"),
                WireNames.load(TaskStatus.class, text(row, "status")),
                WireNames.load(Stage.class, text(row, "stage")),
                optionalInteger(row, "progress"),
                optionalText(row, "message"),
                optionalText(row, "error_code"),
                optionalJson(row, "payload"),
                integer(row, "deliveries"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                instant(row, "stage_since"),
                instant(row, "status_since"),
                optionalInstant(row, "deadline_at"),
                WireCodec.decodeAttempts(text(row, "prior_attempts")),
                limits(row),
                new EventId(text(row, "last_event_id")));
    }
}
