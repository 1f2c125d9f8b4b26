package dev.mcsync.realtime.read;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.realtime.read.HistoryRows.Fact;
import dev.mcsync.realtime.read.HistoryRows.Fate;
import dev.mcsync.realtime.read.HistoryRows.Incident;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads what has been: the ledger of facts, incidents, stored outcomes. Pages are small, and a
 * reading that nobody waits for any more is read to its end all the same: a cancelled one can spoil
 * the connection that it was on.
 */
final class HistoryReader {

    static final int MAX_PAGE = 200;

    /** The first channel tells the fate; with one webhook there is one. */
    private static final String FACTS =
            """
            select e.id, e.event_id, e.task_id, e.agent_id, e.type, e.outcome, e.reason,
                   e.from_status, e.to_status, e.from_stage, e.to_stage, e.version, e.implied,
                   e.message, e.progress, e.error_code, e.command_id, e.attempt,
                   e.occurred_at, e.received_at, e.applied_at,
                   e.source_topic, e.source_partition, e.source_offset,
                   d.state as discord_state, d.channel as discord_channel,
                   d.discord_message_id, d.reason as discord_reason,
                   coalesce(d.sent_at, d.updated_at) as discord_at
            from (%s) e
            left join lateral (
                select * from discord_deliveries d
                where d.event_id = e.event_id order by d.channel limit 1) d on true
            order by e.id desc
            """;

    /**
     * What was said of a task by an agent that does not hold it, or of a task that is none. Anybody
     * with a token can say it as often as he likes, and it changes nothing: it is in the ledger,
     * and not among what happened.
     */
    private static final String NOBODYS_BUSINESS =
            "(outcome is not distinct from 'refused'"
                    + " and (reason in ('wrong_agent', 'unknown_task')) is true)";

    private static final String FACTS_OF_TASK =
            FACTS.formatted(
                    """
                    select * from agent_events where task_id = :task_id and not %s
                    order by id desc limit :limit
                    """
                            .formatted(NOBODYS_BUSINESS));

    private static final String FACTS_OF_TASK_BEFORE =
            FACTS.formatted(
                    """
                    select * from agent_events
                    where task_id = :task_id and not %s
                      and id < (select id from agent_events where event_id = :before)
                    order by id desc limit :limit
                    """
                            .formatted(NOBODYS_BUSINESS));

    /** Signs of life are no news: there is one every few seconds from every agent. */
    private static final String LATEST_FACTS =
            FACTS.formatted(
                    """
                    select * from agent_events
                    where type not in ('heartbeat', 'seen') and not %s
                    order by id desc limit :limit
                    """
                            .formatted(NOBODYS_BUSINESS));

    private static final String LATEST_FACTS_BEFORE =
            FACTS.formatted(
                    """
                    select * from agent_events
                    where type not in ('heartbeat', 'seen') and not %s
                      and id < (select id from agent_events where event_id = :before)
                    order by id desc limit :limit
                    """
                            .formatted(NOBODYS_BUSINESS));

    private static final String INCIDENTS =
            """
            select incident_id, kind, subject, task_id, agent_id, opened_at, resolved_at,
                   resolved_by, detail
            from incidents where %s limit :limit
            """;

    private static final String OPEN_INCIDENTS =
            INCIDENTS.formatted(
                    """
                    resolved_at is null and (:before = 0 or incident_id < :before)
                    order by incident_id desc\
                    """);

    private static final String RESOLVED_INCIDENTS =
            INCIDENTS.formatted(
                    """
                    resolved_at is not null and (:before = 0 or (resolved_at, incident_id) <
                        (select resolved_at, incident_id from incidents where incident_id = :before))
                    order by resolved_at desc, incident_id desc\
                    """);

    /** Null where the server does not keep commit times, and of rows from before it did. */
    private static final String COMMIT_TIMES =
            """
            select event_id,
                   case when current_setting('track_commit_timestamp') = 'on'
                       then pg_xact_commit_timestamp(xmin) end as committed_at
            from agent_events where event_id = any(:event_ids)
            """;

    private static final String OUTCOME =
            "select payload_hash, outcome::text as outcome from processed_events where event_id = :event_id";

    private final DatabaseClient database;

    HistoryReader(ConnectionFactory connections) {
        this.database = DatabaseClient.create(connections);
    }

    /**
     * @param before the event_id of a fact; only older ones are read
     * @return newest first
     */
    Mono<List<Fact>> factsOf(String taskId, Optional<String> before, long limit) {
        DatabaseClient.GenericExecuteSpec query =
                before.map(id -> database.sql(FACTS_OF_TASK_BEFORE).bind("before", id))
                        .orElseGet(() -> database.sql(FACTS_OF_TASK))
                        .bind("task_id", taskId);
        return page(query, limit, HistoryReader::fact);
    }

    /**
     * When the transactions that wrote the facts took effect, by event_id and by the database's
     * clock; without those of which it does not know.
     */
    Mono<Map<String, Instant>> commitTimes(Collection<String> eventIds) {
        if (eventIds.isEmpty()) {
            return Mono.just(Map.of());
        }
        return toItsEnd(
                database.sql(COMMIT_TIMES)
                        .bind("event_ids", eventIds.toArray(String[]::new))
                        .map(HistoryReader::commitTime)
                        .all()
                        .flatMapIterable(time -> time.map(List::of).orElse(List.of()))
                        .collectMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Over all tasks and agents.
     *
     * @param before as in {@link #factsOf}
     * @return newest first
     */
    Mono<List<Fact>> latestFacts(Optional<String> before, long limit) {
        DatabaseClient.GenericExecuteSpec query =
                before.map(id -> database.sql(LATEST_FACTS_BEFORE).bind("before", id))
                        .orElseGet(() -> database.sql(LATEST_FACTS));
        return page(query, limit, HistoryReader::fact);
    }

    /**
     * @param before the number of an incident, only those after it in the list are read; 0 for the
     *     first page
     */
    Mono<List<Incident>> openIncidents(long before, long limit) {
        return page(
                database.sql(OPEN_INCIDENTS).bind("before", before),
                limit,
                HistoryReader::incident);
    }

    /** The same of those that ended, the last one first. */
    Mono<List<Incident>> resolvedIncidents(long before, long limit) {
        return page(
                database.sql(RESOLVED_INCIDENTS).bind("before", before),
                limit,
                HistoryReader::incident);
    }

    /** Nothing when the event is not known. */
    Mono<Taken> outcomeOf(String eventId) {
        return toItsEnd(
                database.sql(OUTCOME)
                        .bind("event_id", eventId)
                        .map(row ->
                                new Taken(
                                        requireNonNull(text(row, "payload_hash")),
                                        text(row, "outcome")))
                        .all()
                        .collectList()
                        .mapNotNull(rows -> rows.isEmpty() ? null : rows.getFirst()));
    }

    /**
     * An event that was taken.
     *
     * @param payloadHash of its content
     * @param outcome as it was published; null when there was nothing to publish
     */
    record Taken(String payloadHash, @Nullable String outcome) {}

    /** Whether the database answers. */
    Mono<Boolean> ping() {
        return toItsEnd(
                database.sql("select 1")
                        .map(_ -> true)
                        .all()
                        .collectList()
                        .map(rows -> !rows.isEmpty()));
    }

    private static <T> Mono<List<T>> page(
            DatabaseClient.GenericExecuteSpec query, long limit, Function<Readable, T> row) {
        Flux<T> rows = query.bind("limit", limit).map(row).all();
        return toItsEnd(rows.collectList());
    }

    static <T> Mono<T> toItsEnd(Mono<T> reading) {
        return Mono.fromFuture(reading::toFuture, true);
    }

    private static Optional<Map.Entry<String, Instant>> commitTime(Readable row) {
        Instant at = instant(row, "committed_at");
        String eventId = text(row, "event_id");
        return at == null || eventId == null
                ? Optional.empty()
                : Optional.of(Map.entry(eventId, at));
    }

    private static Fact fact(Readable row) {
        return new Fact(
                text(row, "event_id"),
                text(row, "task_id"),
                text(row, "agent_id"),
                text(row, "type"),
                text(row, "outcome"),
                text(row, "reason"),
                text(row, "from_status"),
                text(row, "to_status"),
                text(row, "from_stage"),
                text(row, "to_stage"),
                row.get("version", Long.class),
                texts(row, "implied"),
                text(row, "message"),
                row.get("progress", Integer.class),
                text(row, "error_code"),
                text(row, "command_id"),
                row.get("attempt", Integer.class),
                instant(row, "occurred_at"),
                instant(row, "received_at"),
                instant(row, "applied_at"),
                text(row, "source_topic"),
                row.get("source_partition", Integer.class),
                row.get("source_offset", Long.class),
                fate(row));
    }

    private static @Nullable Fate fate(Readable row) {
        String state = text(row, "discord_state");
        return state == null
                ? null
                : new Fate(
                        state,
                        text(row, "discord_channel"),
                        text(row, "discord_message_id"),
                        text(row, "discord_reason"),
                        instant(row, "discord_at"));
    }

    private static Incident incident(Readable row) {
        return new Incident(
                row.get("incident_id", Long.class),
                text(row, "kind"),
                text(row, "subject"),
                text(row, "task_id"),
                text(row, "agent_id"),
                instant(row, "opened_at"),
                instant(row, "resolved_at"),
                text(row, "resolved_by"),
                json(row, "detail"));
    }

    static @Nullable String text(Readable row, String column) {
        return row.get(column, String.class);
    }

    private static List<String> texts(Readable row, String column) {
        String[] values = row.get(column, String[].class);
        return values == null ? List.of() : List.of(values);
    }

    static @Nullable Instant instant(Readable row, String column) {
        OffsetDateTime value = row.get(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static @Nullable Json json(Readable row, String column) {
        String value = row.get(column, String.class);
        return value == null ? null : StrictJson.canonical(value);
    }
}
