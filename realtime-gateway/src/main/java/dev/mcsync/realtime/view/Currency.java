package dev.mcsync.realtime.view;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Knows up to which moment the board is current. The log is asked for its ends, and once everything
 * before them has been taken in, the board is known to hold all that was written before the moment
 * of asking. While the log cannot be asked, the moment stands still, however quiet the log may be:
 * nothing heard is not the same as nothing said.
 *
 * <p>Thread-safe.
 */
public final class Currency {

    /** The oldest questions still open; more are not asked until one of them is met. */
    private static final int MAX_OPEN = 32;

    private record Question(Instant askedAt, Map<TopicPartition, Long> ends) {}

    /** What had been taken in when the question was put. */
    record Asking(Instant askedAt, Map<TopicPartition, Long> takenIn) {}

    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private final Deque<Question> open = new ArrayDeque<>();
    private volatile @Nullable Instant asOf;
    private volatile @Nullable Instant lastAsOf;

    /** Nothing until everything that was on the log at the start has been taken in. */
    public Optional<Instant> asOf() {
        return Optional.ofNullable(asOf);
    }

    /**
     * Also while the board is read again, which takes as long as the log does not answer.
     *
     * @param before when it has never been current
     */
    Instant lastAsOf(Instant before) {
        Instant last = lastAsOf;
        return last == null ? before : last;
    }

    public boolean isCaughtUp() {
        return asOf != null;
    }

    synchronized void begin() {
        positions.clear();
        open.clear();
        asOf = null;
    }

    /**
     * @param takenIn by partition: everything before this offset is on the board
     */
    synchronized void observe(Map<TopicPartition, Long> takenIn) {
        positions.putAll(takenIn);
        settle();
    }

    /** To be called before the log is asked. */
    synchronized Asking ask(Instant now) {
        return new Asking(now, Map.copyOf(positions));
    }

    /**
     * @param ends the offsets after the last committed records
     * @return false when the log is shorter than what had been read from it before it was asked
     */
    synchronized boolean answer(Asking asking, Map<TopicPartition, Long> ends) {
        if (open.size() < MAX_OPEN) {
            open.add(new Question(asking.askedAt(), Map.copyOf(ends)));
        }
        settle();
        return ends.entrySet().stream()
                .noneMatch(end -> asking.takenIn().getOrDefault(end.getKey(), 0L) > end.getValue());
    }

    /** Records that were there at the oldest open question and are not on the board yet. */
    synchronized long behind() {
        return open.isEmpty()
                ? 0
                : open.getFirst().ends().entrySet().stream()
                        .mapToLong(end ->
                                Math.max(
                                        0,
                                        end.getValue() - positions.getOrDefault(end.getKey(), 0L)))
                        .sum();
    }

    private void settle() {
        while (!open.isEmpty() && isMet(open.getFirst())) {
            asOf = open.removeFirst().askedAt();
            lastAsOf = asOf;
        }
    }

    private boolean isMet(Question question) {
        for (Map.Entry<TopicPartition, Long> end : question.ends().entrySet()) {
            if (positions.getOrDefault(end.getKey(), 0L) < end.getValue()) {
                return false;
            }
        }
        return true;
    }
}
