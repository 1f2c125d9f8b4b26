package dev.mcsync.notifier.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;

/**
 * Keeps the places that the outcomes are read from in line with what is noted, which the database
 * may lose: restored from a backup, or failed over to a replica that lacked the latest commits. For
 * the listener's thread.
 */
final class OutcomePositions {

    private static final Logger log = LoggerFactory.getLogger(OutcomePositions.class);

    private static final long BETWEEN_LOOKS_NANOS = Duration.ofSeconds(1).toNanos();

    private final DeliveryLedger ledger;
    private final String channel;
    private final NotedPlaces places;
    private final OutcomeCounts counts;

    /** What this consumer has committed last. */
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    private long lastLookNanos = System.nanoTime();

    OutcomePositions(
            DeliveryLedger ledger, String channel, NotedPlaces places, OutcomeCounts counts) {
        this.ledger = ledger;
        this.channel = channel;
        this.places = places;
        this.counts = counts;
    }

    void assigned(Collection<TopicPartition> partitions, Consumer<?, ?> consumer) {
        readFromNoted(Set.copyOf(partitions), consumer);
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            places.forget(partition.partition());
            committed.remove(partition);
        });
    }

    /** After a batch that failed. */
    void readAgain(Consumer<?, ?> consumer) {
        readFromNoted(consumer.assignment(), consumer);
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> commits) {
        committed.putAll(commits);
    }

    /**
     * Looks once a second, before a batch, whether the database went back.
     *
     * @throws IllegalStateException when it did, which leads to {@link #readAgain}
     */
    void look() {
        Map<Integer, Long> noted = lookIfDue();
        if (noted != null && hasLess(noted)) {
            throw new IllegalStateException(
                    "Expected outcomes to be noted up to %s at least, found %s"
                            .formatted(places.known(), noted));
        }
    }

    /** The same while nothing comes. */
    void idle(ConsumerSeekCallback callback) {
        try {
            Map<Integer, Long> noted = lookIfDue();
            if (noted == null || !hasLess(noted)) {
                return;
            }
            committed.forEach((partition, offset) -> {
                if (found(partition, noted.get(partition.partition()), offset)) {
                    callback.seek(
                            partition.topic(),
                            partition.partition(),
                            noted.getOrDefault(partition.partition(), 0L));
                }
            });
        } catch (RuntimeException e) {
            log.warn("The database does not say how far outcomes are noted; asking again", e);
        }
    }

    private void readFromNoted(Set<TopicPartition> partitions, Consumer<?, ?> consumer) {
        Map<Integer, Long> noted = positions();
        places.heard(noted);
        Map<TopicPartition, OffsetAndMetadata> commits = consumer.committed(partitions);
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata commit = commits.get(partition);
            Long next = noted.get(partition.partition());
            if (commit != null) {
                committed.put(partition, commit);
            }
            if (found(partition, next, commit)) {
                consumer.seek(partition, next == null ? 0 : next);
            }
        }
    }

    private boolean found(
            TopicPartition partition, @Nullable Long noted, @Nullable OffsetAndMetadata commit) {
        boolean isBehind = places.found(partition.partition(), noted, commit);
        if (isBehind) {
            log.warn(
                    "The database went back: {} was noted up to {} and is noted up to {} only; reading again",
                    partition,
                    requireNonNull(commit).offset(),
                    noted == null ? 0 : noted);
            counts.wentBack();
            Long waited =
                    ledger.wereTold(
                                    channel,
                                    partition.partition(),
                                    places.toldBefore(partition.partition()))
                            .block();
            log.info("{} deliveries waited that the channel had been told", waited);
        }
        return isBehind;
    }

    private boolean hasLess(Map<Integer, Long> noted) {
        return places.known().entrySet().stream()
                .anyMatch(known -> noted.getOrDefault(known.getKey(), 0L) < known.getValue());
    }

    private @Nullable Map<Integer, Long> lookIfDue() {
        long now = System.nanoTime();
        if (now - lastLookNanos < BETWEEN_LOOKS_NANOS) {
            return null;
        }
        lastLookNanos = now;
        return positions();
    }

    private Map<Integer, Long> positions() {
        return requireNonNull(ledger.positions(channel).block(), Topic.TASK_OUTCOMES.topicName());
    }
}
