package dev.mcsync.processor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.LedgerPlace;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.Stretch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;

class LogListenerTest {

    private static final String TOPIC = Topic.TASK_EVENTS.topicName();
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);

    private final KnownOffsets ledger = new KnownOffsets();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final Map<Integer, Long> sought = new HashMap<>();
    private Instant now = Instant.parse("2026-11-29T00:00:00Z");
    private final LogListener listener =
            LogListener.ofTasks(
                    ledger,
                    new TaskDecider(
                            new Limits(
                                    Duration.ofMinutes(3),
                                    Duration.ofMinutes(2),
                                    Duration.ofMinutes(15),
                                    3,
                                    Duration.ofSeconds(5),
                                    Duration.ofMinutes(5),
                                    Limits.DEFAULT_ANSWER_TIMEOUT)),
                    this::now,
                    _ -> {},
                    new SimpleMeterRegistry());

    private Instant now() {
        return now;
    }

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, 2);
    }

    @Test
    void whatIsCommittedIsNotReadAgain() {
        commit(5);
        ledger.applied(0, 5);

        listener.readAgain(consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    @Test
    void whatTheLedgerLacksIsReadAgain() {
        commit(5);
        ledger.applied(0, 1);

        listener.readAgain(consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(1);
    }

    @Test
    void aBatchBeforeTheFirstCommitStartsAgain() {
        listener.readAgain(consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(2);
    }

    @Test
    void aPartitionThatTheLedgerDoesNotKnowIsReadFromItsBeginning() {
        listener.onPartitionsAssigned(Map.of(PARTITION, 5L), callback());

        assertThat(sought).containsExactly(Map.entry(0, 0L));
    }

    @Test
    void anAssignmentThatCouldNotBeCheckedIsCheckedWithItsFirstBatch() {
        commit(5);
        ledger.applied(0, 1);
        ledger.away = true;
        assertThatThrownBy(() -> listener.onPartitionsAssigned(Map.of(PARTITION, 5L), callback()))
                .hasMessage("away");
        ledger.away = false;

        assertThatThrownBy(() -> listener.onMessage(batchFrom(5), consumer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("to be read from 1, where the log has committed up to 5");
        listener.readAgain(consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(1);
    }

    @Test
    void aBatchThatIsCommittedButCouldNotBeAskedForIsNotAppliedAgain() {
        commit(5);
        ledger.applied(0, 5);
        ledger.away = true;
        assertThatThrownBy(() -> listener.readAgain(consumer)).hasMessage("away");

        assertThat(consumer.position(PARTITION)).isEqualTo(5);
        ledger.away = false;
        assertThatThrownBy(() -> listener.onMessage(batchFrom(2), consumer))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Spring has sought the start of the batch; the next one may be of other partitions alone. */
    @Test
    void whatIsCommittedIsNotReadAgainThoughTheNextBatchIsOfAnotherPartition() {
        TopicPartition other = new TopicPartition(TOPIC, 1);
        consumer.assign(List.of(PARTITION, other));
        consumer.seek(PARTITION, 2);
        commit(5);
        ledger.applied(0, 5);
        ledger.away = true;
        assertThatThrownBy(() -> listener.readAgain(consumer)).hasMessage("away");
        consumer.seek(PARTITION, 2);
        ledger.away = false;

        assertThatThrownBy(() ->
                        listener.onMessage(
                                List.of(new ConsumerRecord<>(TOPIC, 1, 0, null, null)), consumer))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    /** Another partition's records go on meanwhile. */
    @Test
    void aPartitionWithoutRecordsIsReadAgainWhenTheDatabaseWentBack() {
        TopicPartition other = new TopicPartition(TOPIC, 1);
        consumer.assign(List.of(PARTITION, other));
        consumer.seek(PARTITION, 5);
        commit(5);
        ledger.applied(0, 5);
        listener.onPartitionsAssigned(Map.of(PARTITION, 5L, other, 0L), callback());
        ledger.applied(0, 3);
        now = now.plusSeconds(1);

        assertThatThrownBy(() -> listener.onMessage(List.of(record(1, 0)), consumer))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(consumer.position(PARTITION)).isEqualTo(3);
    }

    @Test
    void whereNothingComesItIsReadAgainAllTheSame() {
        ledger.applied(0, 5);
        listener.onPartitionsAssigned(Map.of(PARTITION, 5L), callback());
        listener.onIdleContainer(Map.of(PARTITION, 5L), callback());
        assertThat(sought).isEmpty();
        ledger.applied(0, 3);
        now = now.plusSeconds(1);

        listener.onIdleContainer(Map.of(PARTITION, 5L), callback());

        assertThat(sought).containsExactly(Map.entry(0, 3L));
    }

    @Test
    void aBatchOfAPartitionThatWentBackIsNotApplied() {
        commit(5);
        ledger.applied(0, 5);
        listener.onPartitionsAssigned(Map.of(PARTITION, 5L), callback());
        ledger.applied(0, 3);
        now = now.plusSeconds(1);

        assertThatThrownBy(() -> listener.onMessage(batchFrom(5), consumer))
                .isInstanceOf(IllegalStateException.class);
        listener.readAgain(consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(3);
    }

    /** Who began to read it again is gone, and with him what he withheld. */
    @Test
    void aReplayThatAnotherHasBegunIsReadFromItsBeginning() {
        ledger.applied.put(0, new LedgerPlace(4, new Stretch(2, 9)));
        listener.onPartitionsAssigned(Map.of(PARTITION, 4L), callback());

        assertThat(sought).containsExactly(Map.entry(0, 2L));
    }

    /** The log has the end of it, and so all that was published there. */
    @Test
    void aReplayThatAnotherHasEndedIsOver() {
        ledger.applied.put(0, new LedgerPlace(10, new Stretch(2, 9)));
        listener.onPartitionsAssigned(Map.of(PARTITION, 10L), callback());

        assertThat(sought).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>(TOPIC, partition, offset, null, null);
    }

    private void commit(long offset) {
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset)));
    }

    private static List<ConsumerRecord<byte[], byte[]>> batchFrom(long offset) {
        return List.of(new ConsumerRecord<>(TOPIC, 0, offset, null, null));
    }

    private ConsumerSeekCallback callback() {
        return (ConsumerSeekCallback)
                Proxy.newProxyInstance(
                        ConsumerSeekCallback.class.getClassLoader(),
                        new Class<?>[] {ConsumerSeekCallback.class},
                        (_, _, arguments) ->
                                sought.put((Integer) arguments[1], (Long) arguments[2]));
    }

    /** Knows how far it is, and nothing else. */
    private static final class KnownOffsets implements Ledger {

        private final Map<Integer, LedgerPlace> applied = new HashMap<>();
        private boolean away;

        void applied(int partition, long next) {
            applied.put(partition, new LedgerPlace(next, null));
        }

        @Override
        public <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide) {
            throw new UnsupportedOperationException("Expected no batch to be applied");
        }

        @Override
        public Map<Integer, LedgerPlace> places(String topic) {
            if (away) {
                throw new IllegalStateException("away");
            }
            return applied;
        }
    }
}
