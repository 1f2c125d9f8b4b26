package dev.mcsync.contracts.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed on for one task when it was created, where it differs from the limits that hold
 * for all.
 *
 * @param ackTimeout how long its agent may take to acknowledge it; whole seconds, from one to
 *     {@link #MAX_TIMEOUT}; null leaves it to the processor
 * @param runningTimeout how long an attempt may go on without a report; likewise
 * @param maxAttempts how often it is tried before it stays failed or timed out, the first attempt
 *     counted; 1 to {@value #MAX_ATTEMPTS}
 * @param answerTimeout how long an attempt waits for a person whom its agent has asked; as the
 *     other timeouts
 */
public record TaskLimits(
        @Nullable Duration ackTimeout,
        @Nullable Duration runningTimeout,
        int maxAttempts,
        @Nullable Duration answerTimeout) {

    public static final Duration MAX_TIMEOUT = Duration.ofDays(7);
    public static final int MAX_ATTEMPTS = 20;
    public static final TaskLimits DEFAULT = new TaskLimits(null, null, 1);

    public TaskLimits {
        check("ack_timeout", ackTimeout);
        check("running_timeout", runningTimeout);
        check("answer_timeout", answerTimeout);
        if (maxAttempts < 1 || maxAttempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "Expected max_attempts from 1 to %d, found %d"
                            .formatted(MAX_ATTEMPTS, maxAttempts));
        }
    }

    public TaskLimits(
            @Nullable Duration ackTimeout, @Nullable Duration runningTimeout, int maxAttempts) {
        this(ackTimeout, runningTimeout, maxAttempts, null);
    }

    private static void check(String name, @Nullable Duration timeout) {
        if (timeout != null
                && (timeout.toNanosPart() != 0
                        || timeout.compareTo(Duration.ofSeconds(1)) < 0
                        || timeout.compareTo(MAX_TIMEOUT) > 0)) {
            throw new IllegalArgumentException(
                    "Expected %s of whole seconds from 1 s to %s, found %s"
                            .formatted(name, MAX_TIMEOUT, timeout));
        }
    }
}
