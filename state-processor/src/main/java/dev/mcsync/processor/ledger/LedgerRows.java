package dev.mcsync.processor.ledger;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.row.AgentRow;
import dev.mcsync.processor.row.TaskRow;
import dev.mcsync.processor.row.UnreadableRowException;
import io.r2dbc.spi.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows as records. */
final class LedgerRows {
    private static final Logger log = LoggerFactory.getLogger(LedgerRows.class);

    static final String TASK_COLUMNS =
            TaskRow.selected("tasks") + ", tasks.xmin::text as row_version";

    static final String SELECT_TASKS =
            "select "
                    + TASK_COLUMNS
                    + " from tasks where task_id = any($1) order by task_id for update";

    static final String SELECT_AGENTS =
            "select "
                    + AgentRow.selected("agents_status")
                    + " from agents_status where version > 0 and agent_id = any(array("
                    + "select unnest($1::text[]) union select agent_id from tasks where task_id = any($2::text[])))"
                    + " order by agent_id for update";

    static final String READ_AGENTS =
            "select "
                    + AgentRow.selected("agents_status")
                    + " from agents_status where version > 0 and agent_id = any($1)";

    static final String SELECT_PRESENCES =
            "select outcome::text as outcome, told_at from presence_changes"
                    + " where event_id = any($1) or (told_at is null and agent_id = any($2))";

    /**
     * Each id by itself: {@code offset 0} keeps a plan from reading the whole of a table. An entry
     * outlives its claim, and those from before have none: their ids are taken.
     */
    static final String SELECT_PROCESSED =
            "select found.* from unnest($1::text[]) as given (event_id) cross join lateral ("
                    + "select event_id, payload_hash, topic, partition, record_offset, subject, outcome::text as outcome"
                    + " from processed_events p where p.event_id = given.event_id"
                    + " union all select e.event_id, '', coalesce(e.source_topic, ''), coalesce(e.source_partition, -1),"
                    + " coalesce(e.source_offset, -1), coalesce(e.task_id, e.agent_id, ''), null"
                    + " from agent_events e where e.event_id = given.event_id"
                    + " and not exists (select from processed_events p where p.event_id = given.event_id)"
                    + " offset 0) found";

    private LedgerRows() {}

    static StoredTask task(Row row) {
        TaskId taskId = new TaskId(text(row, "task_id"));
        try {
            return number(row, "version") == 0
                    ? new StoredTask.Unadopted(Adoption.of(row))
                    : new StoredTask.Known(TaskRow.read(R2dbcFields.reader(row)));
        } catch (UnreadableRowException e) {
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
            return new StoredAgent.Known(AgentRow.read(R2dbcFields.reader(row)));
        } catch (UnreadableRowException e) {
            log.warn("The row of agent {} holds what no fact could have written", agentId, e);
            return new StoredAgent.Unreadable(agentId);
        }
    }

    static PresenceChange presence(Row row) {
        if (outcome(text(row, "outcome")) instanceof AgentOutcome outcome) {
            return new PresenceChange(outcome, optionalText(row, "told_at"));
        }
        throw new IllegalStateException("Expected the outcome of an agent, found one of a task");
    }

    private static Outcome outcome(String json) {
        return OwnCodec.decodeOutcome(json.getBytes(StandardCharsets.UTF_8))
                .orThrow("stored outcome");
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
                outcome == null ? null : outcome(outcome));
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

    static LedgerPlace place(Row row) {
        Long from = row.get("replay_from", Long.class);
        Long to = row.get("replay_to", Long.class);
        return new LedgerPlace(
                number(row, "next_offset"),
                from == null || to == null ? null : new Stretch(from, to));
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
}
