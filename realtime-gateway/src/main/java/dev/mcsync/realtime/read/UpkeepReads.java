package dev.mcsync.realtime.read;

import static org.springframework.data.domain.Sort.Direction.DESC;
import static org.springframework.data.relational.core.query.Criteria.where;
import static org.springframework.data.relational.core.query.Query.query;

import dev.mcsync.db.DurationBuckets;
import dev.mcsync.realtime.read.Upkeep.AgentFigures;
import dev.mcsync.realtime.read.Upkeep.Bucket;
import dev.mcsync.realtime.read.Upkeep.Check;
import dev.mcsync.realtime.read.Upkeep.Deadlines;
import dev.mcsync.realtime.read.Upkeep.Discord;
import dev.mcsync.realtime.read.Upkeep.DoneByHour;
import dev.mcsync.realtime.read.Upkeep.Flow;
import dev.mcsync.realtime.read.Upkeep.Job;
import dev.mcsync.realtime.read.Upkeep.Timings;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.relational.core.query.Query;
import reactor.core.publisher.Mono;

/** Reads what the database tells of the system itself. Every statement reads a bounded part. */
final class UpkeepReads {

    private static final Duration KEPT_FOR = Duration.ofSeconds(2);
    private static final Duration DEADLINES_WITHIN = Duration.ofHours(1);

    /** Ten of these are the second within which a deadline is to fire. */
    private static final Duration DEADLINES_BUCKET = Duration.ofMillis(100);

    private static final int DEADLINES_BEYOND = 10;

    private static final Duration DISCORD_WITHIN = Duration.ofHours(24);

    /** By the index on the time; whole seconds since 1970 name a bucket. */
    private static final String FLOW =
            """
            select floor(extract(epoch from applied_at) / :bucket)::bigint * :bucket as at,
                   count(*) filter (where outcome = 'applied') as applied,
                   count(*) filter (where outcome = 'late') as late,
                   count(*) filter (where outcome = 'refused') as refused
            from agent_events
            where applied_at >= :since and task_id is not null
            group by 1 order by 1
            """;

    /** By the index on what is done; whole seconds since 1970 name an hour. */
    private static final String DONE =
            """
            select floor(extract(epoch from applied_at) / :bucket)::bigint * :bucket as at,
                   agent_id, count(*) as done
            from agent_events
            where applied_at >= :since and type = 'done' and outcome = 'applied'
              and agent_id is not null
            group by 1, 2
            """;

    /** A clock that waited for its agent to come back ran out at another moment. */
    private static final String DEADLINES =
            """
            with fired as (
                  select greatest(0, extract(epoch from applied_at - occurred_at) * 1000) as late_ms
                  from agent_events
                  where type = 'deadline_passed' and applied_at >= :since
                    and outcome = 'applied' and occurred_at is not null
                    and body->'agent_returned' is distinct from 'true'::jsonb
                  order by applied_at desc limit 20000
            ), counted as (
                  select bucket, count(late_ms) as n
                  from generate_series(0, :last) as bucket
                  left join fired
                    on bucket = least(:last, greatest(0, ceil(late_ms / :bucket) - 1))
                  group by bucket
            )
            select count(*) as fired,
                   round(percentile_disc(0.5) within group (order by late_ms))::bigint as p50,
                   round(percentile_disc(0.99) within group (order by late_ms))::bigint as p99,
                   round(max(late_ms))::bigint as max,
                   (select array_agg(n order by bucket) from counted) as counts
            from fired
            """;

    private static final String DISCORD =
            """
            select count(*) filter (where state = 'sent') as sent,
                   count(*) filter (where state = 'coalesced') as coalesced,
                   count(*) filter (where state = 'suppressed') as suppressed,
                   count(*) filter (where state in ('waiting', 'sending')) as waiting,
                   count(*) filter (where state = 'dead') as dead
            from (select state from discord_deliveries
                  where created_at >= :since order by created_at desc limit 20000) newest
            """;

    private static final Query JOBS = Query.empty().sort(Sort.by("name")).limit(100);

    private static final Query CHECKS =
            query(where("checkedAt").isNotNull()).sort(Sort.by(DESC, "id")).limit(50);

    private static final String TIMINGS =
            """
            select agent_id, measure, array_agg(bucket) as buckets, array_agg(n) as counts
            from agent_timings where n > 0 group by agent_id, measure
            """;

    private static final String FIGURES =
            """
            select s.agent_id, coalesce(s.tasks_done, 0) as done, coalesce(s.tasks_failed, 0) as failed,
                   coalesce(s.tasks_timeout, 0) as timeout, s.tasks_cancelled as cancelled,
                   s.tasks_restarted as restarted, s.last_result_at, s.updated_at, a.last_seen_at
            from agent_stats s left join agents_status a on a.agent_id = s.agent_id
            order by s.agent_id limit 10000
            """;

    private final Tables tables;
    private final InstantSource clock;
    private final FlowCounts flowCounts = new FlowCounts();
    private final DoneHours doneHours = new DoneHours();
    private final Mono<DoneByHour> done =
            Mono.defer(this::countDone)
                    .cache(_ -> KEPT_FOR, _ -> Duration.ZERO, () -> Duration.ZERO);

    UpkeepReads(Tables tables, InstantSource clock) {
        this.tables = tables;
        this.clock = clock;
    }

    Mono<Flow> flow() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            Instant from = flowCounts.toCountFrom(now);
            Map<String, Object> values =
                    Map.of(
                            "bucket", FlowCounts.BUCKET.toSeconds(),
                            "since", from.atOffset(ZoneOffset.UTC));
            return tables.rows(FLOW, values, UpkeepReads::bucket)
                    .map(counted -> flowCounts.add(now, from, counted));
        });
    }

    Mono<Deadlines> deadlines() {
        return tables.rows(
                        DEADLINES,
                        Map.of(
                                "since", ago(DEADLINES_WITHIN),
                                "bucket", DEADLINES_BUCKET.toMillis(),
                                "last", DEADLINES_BEYOND),
                        row ->
                                new Deadlines(
                                        number(row, "fired"),
                                        row.get("p50", Long.class),
                                        row.get("p99", Long.class),
                                        row.get("max", Long.class),
                                        DEADLINES_BUCKET,
                                        counts(row),
                                        DEADLINES_WITHIN))
                .map(List::getFirst);
    }

    Mono<Discord> discord() {
        return tables.rows(
                        DISCORD,
                        Map.of("since", ago(DISCORD_WITHIN)),
                        row ->
                                new Discord(
                                        DISCORD_WITHIN,
                                        number(row, "sent"),
                                        number(row, "coalesced"),
                                        number(row, "suppressed"),
                                        number(row, "waiting"),
                                        number(row, "dead")))
                .map(List::getFirst);
    }

    Mono<List<Job>> jobs() {
        return tables.rows(Job.class, JOBS);
    }

    Mono<List<Check>> checks() {
        return tables.rows(Check.class, CHECKS);
    }

    /** The newest count, at most {@link #KEPT_FOR} old however many ask. */
    Mono<DoneByHour> done() {
        return done;
    }

    private Mono<DoneByHour> countDone() {
        Instant now = clock.instant();
        Instant from = doneHours.toCountFrom(now);
        Map<String, Object> values =
                Map.of(
                        "bucket", DoneHours.HOUR.toSeconds(),
                        "since", from.atOffset(ZoneOffset.UTC));
        return tables.rows(DONE, values, UpkeepReads::doneInHour)
                .map(counted -> doneHours.add(now, from, counted));
    }

    Mono<List<AgentFigures>> agentFigures(DoneByHour done) {
        return tables.rows(TIMINGS, Map.of(), UpkeepReads::timing)
                .flatMap(timings -> {
                    Map<Measured, Timings> known = new HashMap<>();
                    timings.forEach(timing -> known.put(timing.of(), timing.timings()));
                    return tables.rows(FIGURES, Map.of(), row -> figures(row, known, done));
                });
    }

    private OffsetDateTime ago(Duration span) {
        return clock.instant().minus(span).atOffset(ZoneOffset.UTC);
    }

    private record Measured(@Nullable String agentId, @Nullable String measure) {}

    private record Timing(Measured of, Timings timings) {}

    private static Bucket bucket(Readable row) {
        return new Bucket(
                Instant.ofEpochSecond(number(row, "at")),
                number(row, "applied"),
                number(row, "late"),
                number(row, "refused"));
    }

    private static DoneHours.Count doneInHour(Readable row) {
        return new DoneHours.Count(
                Instant.ofEpochSecond(number(row, "at")),
                Objects.requireNonNull(text(row, "agent_id")),
                number(row, "done"));
    }

    private static long[] counts(Readable row) {
        Long[] counts = Objects.requireNonNull(row.get("counts", Long[].class));
        return Arrays.stream(counts).mapToLong(Long::longValue).toArray();
    }

    private static Timing timing(Readable row) {
        Integer[] buckets = Objects.requireNonNull(row.get("buckets", Integer[].class));
        Long[] numbers = Objects.requireNonNull(row.get("counts", Long[].class));
        Map<Integer, Long> counts = new HashMap<>();
        long count = 0;
        for (int i = 0; i < buckets.length; i++) {
            counts.put(buckets[i], numbers[i]);
            count += numbers[i];
        }
        return new Timing(
                new Measured(text(row, "agent_id"), text(row, "measure")),
                new Timings(
                        count,
                        percentile(counts, 0.5),
                        percentile(counts, 0.95),
                        percentile(counts, 0.99)));
    }

    private static AgentFigures figures(
            Readable row, Map<Measured, Timings> timings, DoneByHour done) {
        String agentId = Objects.requireNonNull(text(row, "agent_id"));
        return new AgentFigures(
                agentId,
                number(row, "done"),
                number(row, "failed"),
                number(row, "timeout"),
                number(row, "cancelled"),
                number(row, "restarted"),
                timings.getOrDefault(new Measured(agentId, "ack"), Timings.NONE),
                timings.getOrDefault(new Measured(agentId, "run"), Timings.NONE),
                done.of(agentId),
                row.get("last_result_at", Instant.class),
                row.get("last_seen_at", Instant.class),
                row.get("updated_at", Instant.class));
    }

    private static @Nullable Long percentile(Map<Integer, Long> counts, double share) {
        OptionalLong millis = DurationBuckets.percentileMillis(counts, share);
        return millis.isPresent() ? millis.getAsLong() : null;
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }

    private static @Nullable String text(Readable row, String column) {
        return row.get(column, String.class);
    }
}
