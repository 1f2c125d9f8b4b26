package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/**
 * Whether the broker answers and has our topics. One probe serves everybody who asks within a few
 * seconds.
 */
final class LogHealth implements ReactiveHealthIndicator, AutoCloseable {

    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final List<String> TOPICS =
            Arrays.asList(
                    Topic.TASK_EVENTS.topicName(),
                    Topic.AGENT_HEARTBEATS.topicName(),
                    Topic.TASK_OUTCOMES.topicName());

    private final Supplier<Admin> adminFactory;
    private final Mono<Health> probe;
    private @Nullable Admin admin;
    private boolean closed;

    LogHealth(Supplier<Admin> adminFactory) {
        this.adminFactory = adminFactory;
        this.probe = Mono.defer(this::ask).cache(_ -> KEPT, _ -> Duration.ZERO, () -> KEPT);
    }

    @Override
    public Mono<Health> health() {
        return probe;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private Mono<Health> ask() {
        return Mono.fromFuture(
                        () ->
                                admin().describeTopics(TOPICS)
                                        .allTopicNames()
                                        .toCompletionStage()
                                        .toCompletableFuture(),
                        true)
                .map(_ -> Health.up().build())
                .onErrorResume(failure -> Mono.just(Health.down(failure).build()));
    }

    /** Made when first asked for: the start does not wait for a connection that nobody needs. */
    private synchronized Admin admin() {
        if (closed) {
            throw new IllegalStateException("Expected an open gateway, found it closed");
        }
        if (admin == null) {
            admin = adminFactory.get();
        }
        return admin;
    }
}
