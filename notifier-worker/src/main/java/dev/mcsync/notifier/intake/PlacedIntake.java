package dev.mcsync.notifier.intake;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.kafka.support.Acknowledgment;

/**
 * The intake as the container calls it: in line with what is noted, and with commits that say how
 * far the channel was told.
 */
final class PlacedIntake
        implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
                ConsumerSeekAware {

    private final OutcomeIntake intake;
    private final OutcomePositions positions;

    PlacedIntake(OutcomeIntake intake, OutcomePositions positions) {
        this.intake = intake;
        this.positions = positions;
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment unused,
            @Nullable Consumer<?, ?> consumer) {
        positions.look();
        Map<Integer, Long> untold = intake.note(records);
        Map<TopicPartition, OffsetAndMetadata> commits = intake.places().commits(records, untold);
        requireNonNull(consumer).commitSync(commits);
        positions.committed(commits);
    }

    @Override
    public void onIdleContainer(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        positions.idle(callback);
    }

    /** For the container, which has the consumer ask where to start. */
    ConsumerAwareRebalanceListener rebalances() {
        return new ConsumerAwareRebalanceListener() {
            @Override
            public void onPartitionsAssigned(
                    Consumer<?, ?> consumer, Collection<TopicPartition> added) {
                positions.assigned(added, consumer);
            }

            @Override
            public void onPartitionsRevokedAfterCommit(
                    Consumer<?, ?> consumer, Collection<TopicPartition> gone) {
                positions.revoked(gone);
            }

            @Override
            public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> gone) {
                positions.revoked(gone);
            }
        };
    }
}
