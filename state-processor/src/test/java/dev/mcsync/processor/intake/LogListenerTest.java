package dev.mcsync.processor.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.Loaded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
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
                                    Duration.ofMinutes(5))),
                    InstantSource.system(),
                    _ -> {},
                    new SimpleMeterRegistry());

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.seek(PARTITION, 2);
    }

    @Test
    void whatIsCommittedIsNotReadAgain() {
        commit(5);
        ledger.applied.put(0, 5L);

        listener.readAgain(batchFrom(2), consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(5);
    }

    @Test
    void whatTheLedgerLacksIsReadAgain() {
        commit(5);
        ledger.applied.put(0, 1L);

        listener.readAgain(batchFrom(2), consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(1);
    }

    @Test
    void aBatchBeforeTheFirstCommitStartsAgain() {
        listener.readAgain(batchFrom(2), consumer);

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
        ledger.applied.put(0, 1L);
        ledger.away = true;
        assertThatThrownBy(() -> listener.onPartitionsAssigned(Map.of(PARTITION, 5L), callback()))
                .hasMessage("away");
        ledger.away = false;

        assertThatThrownBy(() -> listener.onMessage(batchFrom(5), consumer))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from the lower of 5 (committed) and 1 (applied)");
        listener.readAgain(batchFrom(5), consumer);

        assertThat(consumer.position(PARTITION)).isEqualTo(1);
    }

    @Test
    void aBatchThatIsCommittedButCouldNotBeAskedForIsNotAppliedAgain() {
        commit(5);
        ledger.applied.put(0, 5L);
        ledger.away = true;
        assertThatThrownBy(() -> listener.readAgain(batchFrom(2), consumer)).hasMessage("away");

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
        ledger.applied.put(0, 5L);
        ledger.away = true;
        assertThatThrownBy(() -> listener.readAgain(batchFrom(2), consumer)).hasMessage("away");
        consumer.seek(PARTITION, 2);
        ledger.away = false;

        assertThatThrownBy(() ->
                        listener.onMessage(
                                List.of(new ConsumerRecord<>(TOPIC, 1, 0, null, null)), consumer))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(consumer.position(PARTITION)).isEqualTo(5);
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

        private final Map<Integer, Long> applied = new HashMap<>();
        private boolean away;

        @Override
        public <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide) {
            throw new UnsupportedOperationException("Expected no batch to be applied");
        }

        @Override
        public Map<Integer, Long> nextOffsets(String topic) {
            if (away) {
                throw new IllegalStateException("away");
            }
            return applied;
        }
    }
}
