package dev.mcsync.processor.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.processor.intake.BatchFailures.Cause;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

final class BatchFailuresTest {

    @Test
    void aDatabaseThatIsAwayIsNamed() {
        assertThat(cause(new R2dbcNonTransientResourceException("connection refused")))
                .isEqualTo(Cause.DATABASE);
        assertThat(cause(new R2dbcTimeoutException("no connection in time")))
                .isEqualTo(Cause.DATABASE);
        assertThat(cause(new R2dbcTransientResourceException("shutting down", "57P01")))
                .isEqualTo(Cause.DATABASE);
    }

    @Test
    void aDatabaseWithoutRoomIsToldApart() {
        assertThat(cause(new R2dbcTransientResourceException("could not extend file", "53100")))
                .isEqualTo(Cause.DATABASE_DISK_FULL);
    }

    @Test
    void brokersAndFencesAreTheLog() {
        assertThat(cause(new TimeoutException("no leader"))).isEqualTo(Cause.LOG);
        assertThat(cause(new ProducerFencedException("another one has the id")))
                .isEqualTo(Cause.LOG);
    }

    @Test
    void whatIsNeitherIsCountedToo() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        BatchFailures failures = new BatchFailures(registry, "mc.task-events");

        failures.count(new IllegalStateException("a bug"));

        assertThat(
                        registry.get("mc_processor_batches_failed_total")
                                .tags("topic", "mc.task-events", "cause", "other")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    /** As the container hands it on. */
    private static Cause cause(Exception failure) {
        return BatchFailures.causeOf(
                new ListenerExecutionFailedException("Listener failed", failure));
    }
}
