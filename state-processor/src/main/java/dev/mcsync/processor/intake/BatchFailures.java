package dev.mcsync.processor.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.processor.ledger.DatabaseFault;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Counts the batches of one topic that were rolled back, by who refused. Each comes again, so one
 * that never succeeds is counted every few seconds.
 */
final class BatchFailures {

    /** What the outermost cause that is known says. */
    enum Cause {
        DATABASE,
        DATABASE_DISK_FULL,
        /** The brokers, also where they have fenced this processor. */
        LOG,
        OTHER
    }

    private final Map<Cause, Counter> counters = new EnumMap<>(Cause.class);

    BatchFailures(MeterRegistry registry, String topic) {
        for (Cause cause : Cause.values()) {
            counters.put(
                    cause,
                    Counter.builder("mc_processor_batches_failed_total")
                            .description("Batches that were rolled back and come again")
                            .tag("topic", topic)
                            .tag("cause", cause.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    void count(Throwable failure) {
        requireNonNull(counters.get(causeOf(failure))).increment();
    }

    static Cause causeOf(Throwable failure) {
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof KafkaException) {
                return Cause.LOG;
            }
            Optional<DatabaseFault> fault = DatabaseFault.of(at);
            if (fault.isPresent()) {
                return switch (fault.get()) {
                    case NO_ANSWER -> Cause.DATABASE;
                    case NO_ROOM -> Cause.DATABASE_DISK_FULL;
                };
            }
        }
        return Cause.OTHER;
    }
}
