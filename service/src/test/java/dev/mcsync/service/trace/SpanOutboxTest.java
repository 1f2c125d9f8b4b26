package dev.mcsync.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A collector that is dead or slow is nobody's trouble. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class SpanOutboxTest {

    private static final int MORE = 1_000;
    private static final int MANY = 2_000;

    private final CollectorTwin twin = new CollectorTwin();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Collector collector = new Collector(twin, "a-service", 1, registry);

    @AfterEach
    void stop() {
        twin.goOn();
        collector.close();
    }

    @Test
    void whatIsTakenIsCountedAndWhatWaitsIsSentAtTheEnd() {
        end(3);
        collector.close();

        assertThat(twin.spans()).hasSize(3);
        assertThat(registry.counter("mc.tracing.spans.sent").count()).isEqualTo(3);
        assertThat(dropped("full") + dropped("not_taken")).isZero();
    }

    /** Each begins as the one before ends, where OpenTelemetry takes the second for the first. */
    @Test
    void aFlushSendsAllThatEndedBeforeIt() {
        for (int ended = 1; ended <= MANY; ended++) {
            end(1);
            collector.flush();

            assertThat(twin.spans().size()).isEqualTo(ended);
            assertThat(registry.counter("mc.tracing.spans.sent").count()).isEqualTo(ended);
        }
    }

    /** Would wait for ever if anybody waited. */
    @Test
    void whoEndsASpanWaitsForNoCollector(CapturedOutput log) {
        twin.hang();

        end(SpanOutbox.MAX_WAITING + MORE);

        assertThat(dropped("full")).isEqualTo(MORE);
        assertThat(log.getAll().lines().filter(line -> line.contains("Spans are lost"))).hasSize(1);
    }

    @Test
    void whatIsRefusedIsCountedAndToldOnceUntilItIsTakenAgain(CapturedOutput log) {
        twin.refuse(true);
        for (int i = 0; i < 3; i++) {
            end(2);
            collector.flush();
        }
        twin.refuse(false);
        end(1);
        collector.flush();

        assertThat(dropped("not_taken")).isEqualTo(6);
        assertThat(twin.spans()).hasSize(1);
        assertThat(log.getAll().lines().filter(line -> line.contains("Spans are lost"))).hasSize(1);
        assertThat(log.getAll()).containsOnlyOnce("The collector takes spans again");
    }

    @Test
    void theEndWaitsForNoCollectorEither(CapturedOutput log) {
        twin.hang();
        end(5);

        long begun = System.nanoTime();
        collector.close();

        assertThat((System.nanoTime() - begun) / 1_000_000).isBetween(2_500L, 20_000L);
        assertThat(log.getAll()).contains("5 spans were not taken");
    }

    private void end(int spans) {
        for (int i = 0; i < spans; i++) {
            collector.spans().begin(SpanKind.CONSUMER, "span", null).end();
        }
    }

    private double dropped(String reason) {
        return registry.counter("mc.tracing.spans.dropped", "reason", reason).count();
    }
}
