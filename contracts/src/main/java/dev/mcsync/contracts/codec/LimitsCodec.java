package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.TaskLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The limits of one task, which stand among the task's own members. */
final class LimitsCodec {

    private LimitsCodec() {}

    /** What is as for every task is left out. */
    static void write(ObjectWriter out, TaskLimits limits) {
        out.number("ack_timeout", seconds(limits.ackTimeout()))
                .number("running_timeout", seconds(limits.runningTimeout()))
                .number("max_attempts", limits.maxAttempts() == 1 ? null : limits.maxAttempts())
                .number("answer_timeout", seconds(limits.answerTimeout()));
    }

    static TaskLimits read(ObjectReader in) {
        Duration ackTimeout = timeout(in, "ack_timeout");
        Duration runningTimeout = timeout(in, "running_timeout");
        Long maxAttempts = in.optionalInteger("max_attempts", 1, TaskLimits.MAX_ATTEMPTS);
        Duration answerTimeout = timeout(in, "answer_timeout");
        return new TaskLimits(
                ackTimeout,
                runningTimeout,
                maxAttempts == null ? 1 : maxAttempts.intValue(),
                answerTimeout);
    }

    private static @Nullable Duration timeout(ObjectReader in, String name) {
        Long seconds = in.optionalInteger(name, 1, TaskLimits.MAX_TIMEOUT.toSeconds());
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable Long seconds(@Nullable Duration timeout) {
        return timeout == null ? null : timeout.toSeconds();
    }
}
