package dev.mcsync.realtime.read;

import static java.util.Objects.requireNonNull;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Reads the ledger of facts, newest first and in pages. */
final class FactReader {

    static final int MAX_PAGE = 200;

    /**
     * Of the facts that are named. What was said of a task by an agent that does not hold it, or of
     * a task that is none, is left out: anybody with a token can say it as often as he likes, and
     * it changes nothing; it is in the ledger, and not among what happened.
     *
     * <p>The first channel tells the fate; with one webhook there is one.
     */
    private static final String FACTS =
            "select "
                    + Fact.COLUMNS
                    + """
                    from (
                        select * from agent_events
                        where %s
                          and not (outcome is not distinct from 'refused'
                                   and (reason in ('wrong_agent', 'unknown_task')) is true)
                        order by id desc limit :limit) e
                    left join lateral (
                        select * from discord_deliveries d
                        where d.event_id = e.event_id order by d.channel limit 1) d on true
                    order by e.id desc
                    """;

    private static final String OF_TASK = "task_id = :task_id";

    /**
     * Signs of life are no news: there is one every few seconds from every agent. Nor is it that
     * what was over long ago leaves the board.
     */
    private static final String NEWS = "type not in ('heartbeat', 'seen', 'archived')";

    private static final String AND_BEFORE =
            " and id < (select id from agent_events where event_id = :before)";

    /** Null where the server does not keep commit times, and of rows from before it did. */
    private static final String COMMIT_TIMES =
            """
            select event_id,
                   case when current_setting('track_commit_timestamp') = 'on'
                       then pg_xact_commit_timestamp(xmin) end as committed_at
            from agent_events where event_id = any(:event_ids)
            """;

    private record CommitTime(String eventId, @Nullable Instant at) {

        private static CommitTime of(Readable row) {
            return new CommitTime(
                    requireNonNull(row.get("event_id", String.class)),
                    row.get("committed_at", Instant.class));
        }
    }

    private final Tables tables;

    FactReader(Tables tables) {
        this.tables = tables;
    }

    /**
     * @param before the event_id of a fact; only older ones are read
     */
    Mono<List<Fact>> factsOf(String taskId, Optional<String> before, long limit) {
        return facts(OF_TASK, Map.of("task_id", taskId), before, limit);
    }

    /**
     * Over all tasks and agents.
     *
     * @param before as in {@link #factsOf}
     */
    Mono<List<Fact>> latestFacts(Optional<String> before, long limit) {
        return facts(NEWS, Map.of(), before, limit);
    }

    /**
     * When the transactions that wrote the facts took effect, by event_id and by the database's
     * clock; without those of which it does not know.
     */
    Mono<Map<String, Instant>> commitTimes(Collection<String> eventIds) {
        return eventIds.isEmpty()
                ? Mono.just(Map.of())
                : tables.rows(
                                COMMIT_TIMES,
                                Map.of("event_ids", eventIds.toArray(String[]::new)),
                                CommitTime::of)
                        .map(FactReader::known);
    }

    private Mono<List<Fact>> facts(
            String which, Map<String, Object> values, Optional<String> before, long limit) {
        Map<String, Object> bound = new HashMap<>(values);
        bound.put("limit", limit);
        before.ifPresent(id -> bound.put("before", id));
        String where = before.isPresent() ? which + AND_BEFORE : which;
        return tables.rows(FACTS.formatted(where), bound, Fact::of);
    }

    private static Map<String, Instant> known(List<CommitTime> times) {
        Map<String, Instant> known = new HashMap<>();
        times.forEach(time -> {
            if (time.at() != null) {
                known.put(time.eventId(), time.at());
            }
        });
        return known;
    }
}
