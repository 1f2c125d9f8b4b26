package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counts and times what is published. */
final class PublishMeters {

    private final MeterRegistry registry;

    PublishMeters(MeterRegistry registry, Collection<?> waitingCalls) {
        this.registry = registry;
        Gauge.builder("mc.ingress.publish.waiting", waitingCalls, Collection::size)
                .description("Calls that wait for a thread to hand their facts to the producer")
                .register(registry);
    }

    void published(Topic topic, Published result, long startNanos) {
        String resultName = result.name().toLowerCase(Locale.ROOT);
        registry.counter("mc.ingress.published", "topic", topic.topicName(), "result", resultName)
                .increment();
        Timer.builder("mc.ingress.publish")
                .description("From the call to the broker's confirmation")
                .tag("topic", topic.topicName())
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofMillis(2500))
                .register(registry)
                .record(System.nanoTime() - startNanos, TimeUnit.NANOSECONDS);
    }
}
