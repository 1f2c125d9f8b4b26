package dev.mcsync.realtime.read;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.Writable;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/** What is told of the system itself, and how. */
final class Upkeep {

    private Upkeep() {}

    /**
     * @param buckets oldest first, without gaps
     */
    record Flow(Duration window, Duration bucket, List<Bucket> buckets) implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.number("window_seconds", window.toSeconds())
                    .number("bucket_seconds", bucket.toSeconds())
                    .objects("buckets", buckets);
        }
    }

    /**
     * Facts about tasks by what they did.
     *
     * @param at its beginning
     */
    record Bucket(Instant at, long applied, long late, long refused) implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.text("at", at)
                    .number("applied", applied)
                    .number("late", late)
                    .number("refused", refused);
        }
    }

    /**
     * Tasks done by the hour, for {@link DoneHours#HOURS} hours, the oldest first; the last one is
     * still filling.
     *
     * @param since the beginning of the first hour
     */
    record DoneByHour(Instant since, Map<String, long[]> byAgent) implements Writable {

        long[] of(String agentId) {
            return byAgent.getOrDefault(agentId, new long[DoneHours.HOURS]);
        }

        long[] inAll() {
            long[] all = new long[DoneHours.HOURS];
            byAgent.values().forEach(done -> Arrays.setAll(all, i -> all[i] + done[i]));
            return all;
        }

        @Override
        public void write(ObjectWriter out) {
            out.text("since", since)
                    .number("bucket_seconds", DoneHours.HOUR.toSeconds())
                    .numbers("counts", inAll());
        }
    }

    /**
     * From the limit to the decision; the times are null when none has passed.
     *
     * @param bucket each count is of as long a time, from zero on, and the last of all beyond
     */
    record Deadlines(
            long fired,
            @Nullable Long p50Millis,
            @Nullable Long p99Millis,
            @Nullable Long maxMillis,
            Duration bucket,
            long[] counts,
            Duration window)
            implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.number("fired", fired)
                    .number("p50_ms", p50Millis)
                    .number("p99_ms", p99Millis)
                    .number("max_ms", maxMillis)
                    .number("bucket_ms", bucket.toMillis())
                    .numbers("counts", counts)
                    .number("window_seconds", window.toSeconds());
        }
    }

    /**
     * What became of the newest deliveries.
     *
     * @param coalesced told within another message
     * @param waiting also those that are being sent now
     * @param dead given up
     */
    record Discord(
            Duration window, long sent, long coalesced, long suppressed, long waiting, long dead)
            implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.number("window_seconds", window.toSeconds())
                    .number("sent", sent)
                    .number("coalesced", coalesced)
                    .number("suppressed", suppressed)
                    .number("waiting", waiting)
                    .number("dead", dead);
        }
    }

    /** A periodic job and its last run. */
    @Table("cron_jobs")
    record Job(
            @Id @Column("job") String name,
            @Nullable String schedule,
            @Nullable Instant lastStartedAt,
            @Nullable Instant lastFinishedAt,
            @Nullable Boolean running,
            @Nullable Json lastResult)
            implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.text("job", name)
                    .text("schedule", schedule)
                    .text("last_started_at", lastStartedAt)
                    .text("last_finished_at", lastFinishedAt)
                    .number("duration_ms", durationMillis())
                    .flag("running", Boolean.TRUE.equals(running))
                    .json("last_result", lastResult);
        }

        /** Null while it runs, when the end is that of the run before. */
        private @Nullable Long durationMillis() {
            return lastStartedAt == null
                            || lastFinishedAt == null
                            || lastFinishedAt.isBefore(lastStartedAt)
                    ? null
                    : Duration.between(lastStartedAt, lastFinishedAt).toMillis();
        }
    }

    /** One check of a reconcile run. */
    @Table("health_checks")
    record Check(
            @Id Long id,
            @Nullable Instant checkedAt,
            @Nullable String kind,
            @Nullable Boolean ok,
            @Nullable Json finding)
            implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.text("checked_at", checkedAt)
                    .text("kind", kind)
                    .flag("ok", Boolean.TRUE.equals(ok))
                    .json("finding", finding);
        }
    }

    /** How the attempts of one agent ended and how long they took. */
    record AgentFigures(
            String agentId,
            long done,
            long failed,
            long timeout,
            long cancelled,
            long restarted,
            Timings ack,
            Timings run,
            long[] doneByHour,
            @Nullable Instant lastResultAt,
            @Nullable Instant lastSeenAt,
            @Nullable Instant updatedAt)
            implements Writable {

        @Override
        public void write(ObjectWriter out) {
            out.text("agent_id", agentId)
                    .number("tasks_done", done)
                    .number("tasks_failed", failed)
                    .number("tasks_timeout", timeout)
                    .number("tasks_cancelled", cancelled)
                    .number("tasks_restarted", restarted)
                    .object("ack_ms", ack)
                    .object("run_ms", run)
                    .numbers("done_by_hour", doneByHour)
                    .text("last_result_at", lastResultAt)
                    .text("last_seen_at", lastSeenAt)
                    .text("updated_at", updatedAt);
        }
    }

    /** Percentiles, in milliseconds; null when nothing was timed. */
    record Timings(long count, @Nullable Long p50, @Nullable Long p95, @Nullable Long p99)
            implements Writable {

        static final Timings NONE = new Timings(0, null, null, null);

        @Override
        public void write(ObjectWriter out) {
            out.number("count", count).number("p50", p50).number("p95", p95).number("p99", p99);
        }
    }
}
