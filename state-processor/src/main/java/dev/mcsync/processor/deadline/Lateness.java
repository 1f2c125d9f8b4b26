package dev.mcsync.processor.deadline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Measures how long after its moment a clock that ran out was told to the log, and told again where
 * nothing came of it.
 */
final class Lateness {

    private final Timer timer;

    Lateness(MeterRegistry registry) {
        this.timer =
                Timer.builder("mc_processor_deadline_lateness_seconds")
                        .description("How long after its moment a deadline was told to the log")
                        .register(registry);
    }

    /**
     * @param due where it is known
     */
    void told(@Nullable Instant due, Instant now) {
        if (due != null && due.isBefore(now)) {
            timer.record(Duration.between(due, now));
        }
    }
}
