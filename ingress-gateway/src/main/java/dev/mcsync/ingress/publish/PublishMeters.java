package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Counts and times what is published. */
final class PublishMeters {

    /** Those that a fact comes to lie on. */
    private static final Set<Topic> TOPICS =
            Set.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS, Topic.ACCESS_TOKENS);

    private final MeterRegistry registry;

    PublishMeters(MeterRegistry registry, Collection<?> waitingCalls) {
        this.registry = registry;
        Gauge.builder("mc.ingress.publish.waiting", waitingCalls, Collection::size)
                .description("Calls that wait for a thread to hand their facts to the producer")
                .register(registry);
        // From the start: of a series that begins with its first count, no increase is seen.
        for (Topic topic : TOPICS) {
            for (Published result : Published.values()) {
                counter(topic, result);
            }
        }
    }

    void published(Topic topic, Published result, long startNanos) {
        counter(topic, result).increment();
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

    private Counter counter(Topic topic, Published result) {
        return Counter.builder("mc.ingress.published")
                .description("Facts handed to the log, by whether it confirmed them")
                .tag("topic", topic.topicName())
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
