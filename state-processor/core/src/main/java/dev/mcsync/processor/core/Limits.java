package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long silence is borne, and how soon a failed attempt is followed by another one. They are
 * kept beside every decision, so that it can be repeated after they have changed.
 *
 * @param offlineAfter an agent not heard of for this long is offline
 * @param ackTimeout a task handed out and not acknowledged for this long is handed out again
 * @param runningTimeout an attempt without a report of its own for this long has timed out
 * @param maxResends how often one attempt is handed out again before it times out
 * @param retryBackOff the longest wait before the second attempt; doubled for each one after it
 * @param maxRetryBackOff the longest wait before any attempt
 * @param answerTimeout how long an attempt waits for a person whom its agent has asked
 */
public record Limits(
        Duration offlineAfter,
        Duration ackTimeout,
        Duration runningTimeout,
        int maxResends,
        Duration retryBackOff,
        Duration maxRetryBackOff,
        Duration answerTimeout) {

    /** Which no line of limits in the ledger tells. */
    public static final Duration DEFAULT_ANSWER_TIMEOUT = Duration.ofHours(24);

    /** As they are when nobody set others. */
    public static final Limits DEFAULT =
            new Limits(
                    Duration.ofSeconds(180),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(15),
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    DEFAULT_ANSWER_TIMEOUT);

    /** Beyond it, doubling makes no difference to any back-off that can be set. */
    private static final int MAX_DOUBLINGS = 30;

    /** As {@link #toString} words them. */
    public static Limits parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 6 && parts.length != 7) {
            throw new IllegalArgumentException("Expected six or seven limits, found " + text);
        }
        return new Limits(
                Duration.parse(parts[0]),
                Duration.parse(parts[1]),
                Duration.parse(parts[2]),
                Integer.parseInt(parts[3]),
                Duration.parse(parts[4]),
                Duration.parse(parts[5]),
                parts.length == 6 ? DEFAULT_ANSWER_TIMEOUT : Duration.parse(parts[6]));
    }

    Duration ackTimeout(TaskLimits own) {
        return own.ackTimeout() == null ? ackTimeout : own.ackTimeout();
    }

    Duration runningTimeout(TaskLimits own) {
        return own.runningTimeout() == null ? runningTimeout : own.runningTimeout();
    }

    Duration answerTimeout(TaskLimits own) {
        return own.answerTimeout() == null ? answerTimeout : own.answerTimeout();
    }

    /**
     * Exponential with full jitter: anything from nothing to the doubled base, spread evenly over
     * the attempts, and always the same for the same attempt.
     *
     * @param attempt that ended; 1 for the first
     */
    Duration backOff(CommandId ended, int attempt) {
        long longest =
                Math.min(
                        maxRetryBackOff.toMillis(),
                        retryBackOff.toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS));
        return Duration.ofMillis((long) (longest * ended.fraction()));
    }

    /** Work goes on within its limit; an attempt that failed is followed by another, if any. */
    @Nullable Instant deadlineAfter(TaskSnapshot now, TaskStatus status, Instant at) {
        return switch (status) {
            case QUEUED, ACK, RUNNING -> at.plus(runningTimeout(now.limits()));
            case DONE -> null;
            case FAILED, TIMEOUT ->
                    now.hasTriesLeft()
                            ? at.plus(backOff(now.commandId(), now.attempt().number()))
                            : null;
        };
    }

    /**
     * One line for people and for the ledger: ISO-8601 durations, in the order of the members. The
     * last one is left out where nobody chose it, so that releases that knew six can read the line.
     */
    @Override
    public String toString() {
        String first = firstSix();
        return answerTimeout.equals(DEFAULT_ANSWER_TIMEOUT) ? first : first + " " + answerTimeout;
    }

    private String firstSix() {
        return String.join(
                " ",
                offlineAfter.toString(),
                ackTimeout.toString(),
                runningTimeout.toString(),
                Integer.toString(maxResends),
                retryBackOff.toString(),
                maxRetryBackOff.toString());
    }
}
