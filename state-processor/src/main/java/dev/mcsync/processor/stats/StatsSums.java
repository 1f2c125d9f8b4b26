package dev.mcsync.processor.stats;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.db.DurationBuckets;
import dev.mcsync.processor.stats.StatsChange.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a batch adds, one row for each row that it touches.
 *
 * @param results for {@code agent_stats}
 * @param timings for {@code agent_timings}
 */
public record StatsSums(List<Results> results, List<Timings> timings) {

    public static final StatsSums NONE = new StatsSums(List.of(), List.of());

    public StatsSums {
        results = List.copyOf(results);
        timings = List.copyOf(timings);
    }

    /**
     * @param timeout below zero when more timeouts were resolved than came up
     */
    public record Results(
            AgentId agentId,
            long done,
            long failed,
            long timeout,
            long cancelled,
            long restarted,
            @Nullable Instant lastResultAt,
            Instant updatedAt) {}

    public record Timings(AgentId agentId, Measure measure, int bucket, long n) {}

    /** Its name in lower case stands in the table. */
    public enum Measure {
        ACK,
        RUN
    }

    public static StatsSums of(List<StatsChange> changes) {
        if (changes.isEmpty()) {
            return NONE;
        }
        List<Results> results =
                changes.stream()
                        .collect(Collectors.groupingBy(StatsChange::agentId))
                        .entrySet()
                        .stream()
                        .map(agent -> results(agent.getKey(), agent.getValue()))
                        .toList();
        return new StatsSums(results, timings(changes));
    }

    private static Results results(AgentId agentId, List<StatsChange> changes) {
        Map<Result, Long> counts = new HashMap<>();
        long resolved = 0;
        Instant lastResultAt = null;
        Instant updatedAt = changes.getFirst().appliedAt();
        for (StatsChange change : changes) {
            if (change.result() != null) {
                counts.merge(change.result(), 1L, Long::sum);
                lastResultAt = later(lastResultAt, change.receivedAt());
            }
            resolved += change.resolvesTimeout() ? 1 : 0;
            updatedAt = later(updatedAt, change.appliedAt());
        }
        return new Results(
                agentId,
                counts.getOrDefault(Result.DONE, 0L),
                counts.getOrDefault(Result.FAILED, 0L),
                counts.getOrDefault(Result.TIMEOUT, 0L) - resolved,
                counts.getOrDefault(Result.CANCELLED, 0L),
                counts.getOrDefault(Result.RESTARTED, 0L),
                lastResultAt,
                updatedAt);
    }

    private static List<Timings> timings(List<StatsChange> changes) {
        record Place(AgentId agentId, Measure measure, int bucket) {}
        Map<Place, Long> counts = new HashMap<>();
        for (StatsChange change : changes) {
            Duration ackTime = change.ackTime();
            if (ackTime != null) {
                counts.merge(
                        new Place(change.agentId(), Measure.ACK, DurationBuckets.of(ackTime)),
                        1L,
                        Long::sum);
            }
            Duration runTime = change.runTime();
            if (runTime != null) {
                counts.merge(
                        new Place(change.agentId(), Measure.RUN, DurationBuckets.of(runTime)),
                        1L,
                        Long::sum);
            }
        }
        List<Timings> timings = new ArrayList<>();
        counts.forEach((place, n) ->
                timings.add(new Timings(place.agentId(), place.measure(), place.bucket(), n)));
        return timings;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one != null && one.isAfter(other) ? one : other;
    }
}
