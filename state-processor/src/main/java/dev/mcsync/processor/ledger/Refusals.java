package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many refusals of what is nobody's business the ledger keeps: reports about a task that their
 * agent does not hold, by task and hour, and about tasks that are none, by partition and hour,
 * whatever agents they name. The others lie among the rejected. It follows from the order of the
 * log alone, so a batch that is read again is decided alike. For one batch.
 */
public final class Refusals {

    public static final int MAX_OF_TASK = 20;
    public static final int MAX_OF_PARTITION = 200;

    private static final Duration WINDOW = Duration.ofHours(1);

    /** What a batch may have to count. */
    public record Scope(Set<TaskId> tasks, Set<Integer> partitions, Instant since) {

        public Scope {
            tasks = Set.copyOf(tasks);
            partitions = Set.copyOf(partitions);
            since = Instant.ofEpochSecond(hourOf(since) * WINDOW.toSeconds());
        }
    }

    private final Map<String, Long> kept;

    /**
     * @param kept by {@link #place} of task and of partition
     */
    public Refusals(Map<String, Long> kept) {
        this.kept = new HashMap<>(kept);
    }

    /** Whether one more may be kept; if so, it is counted. */
    public boolean keeps(
            @Nullable Reason reason, TaskId taskId, SourcePosition source, Instant receivedAt) {
        if (reason != Reason.WRONG_AGENT && reason != Reason.UNKNOWN_TASK) {
            return true;
        }
        boolean isOfTask = reason == Reason.WRONG_AGENT;
        String place =
                place(
                        isOfTask ? taskId.value() : Integer.toString(source.partition()),
                        hourOf(receivedAt));
        int max = isOfTask ? MAX_OF_TASK : MAX_OF_PARTITION;
        return kept.merge(place, 1L, Long::sum) <= max;
    }

    /**
     * @param what a task's id or a partition's number, which no id that the product makes looks
     *     like
     */
    public static String place(String what, long hour) {
        return what + " " + hour;
    }

    public static long hourOf(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), WINDOW.toSeconds());
    }
}
