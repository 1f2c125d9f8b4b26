package dev.mcsync.processor.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.publish.OutgoingPublisher;
import dev.mcsync.service.batch.DataFaultException;
import dev.mcsync.service.batch.Halving;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Takes batches of one input topic. Called on the container's own thread, within a Kafka
 * transaction: the records published here and the offsets of the batch are committed together,
 * after the database transaction, which it waits for.
 *
 * <p>Any exception leaves the batch to be delivered again. Only content that the database cannot
 * take is passed over, one record at a time, into {@code mc.rejected-events}.
 */
public final class LogListener
        implements BatchConsumerAwareMessageListener<byte[], byte[]>, ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(LogListener.class);

    private final BatchApplier applier;
    private final OutgoingPublisher publisher;
    private final Ledger ledger;
    private final IntakeMetrics metrics;

    /** Where the place to read from is not known for sure; for all of the container's threads. */
    private final Set<TopicPartition> unchecked = ConcurrentHashMap.newKeySet();

    LogListener(
            BatchApplier applier,
            OutgoingPublisher publisher,
            Ledger ledger,
            IntakeMetrics metrics) {
        this.applier = applier;
        this.publisher = publisher;
        this.ledger = ledger;
        this.metrics = metrics;
    }

    /** For {@code mc.task-events}. */
    public static LogListener ofTasks(
            Ledger ledger,
            TaskDecider decider,
            InstantSource clock,
            OutgoingPublisher publisher,
            MeterRegistry registry) {
        return new LogListener(
                TaskPass.applier(ledger, decider, clock),
                publisher,
                ledger,
                new IntakeMetrics(registry, Topic.TASK_EVENTS.topicName(), clock));
    }

    /**
     * For {@code mc.agent-heartbeats}.
     *
     * @param maxAgents with so many known, facts of others are set aside
     */
    public static LogListener ofAgents(
            Ledger ledger,
            AgentDecider decider,
            int maxAgents,
            InstantSource clock,
            OutgoingPublisher publisher,
            MeterRegistry registry) {
        return new LogListener(
                AgentPass.applier(ledger, decider, maxAgents, clock),
                publisher,
                ledger,
                new IntakeMetrics(registry, Topic.AGENT_HEARTBEATS.topicName(), clock));
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        long startedNanos = System.nanoTime();
        checkPositions(records, requireNonNull(consumer));
        int partitions = consumer.partitionsFor(records.getFirst().topic()).size();
        BatchResult result = apply(records, partitions);
        result.outgoing().forEach(publisher::publish);
        metrics.applied(result.tally(), records, System.nanoTime() - startedNanos);
    }

    /**
     * The ledger may have been restored to an earlier state than the offsets in Kafka: what it
     * lacks is read again.
     */
    @Override
    public void onPartitionsAssigned(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        unchecked.addAll(assignments.keySet());
        assignments.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(
                        topic -> seekBack(topic, ledger.nextOffsets(topic), assignments, callback));
        unchecked.removeAll(assignments.keySet());
    }

    /**
     * To be called after a batch that was not committed, or not for all that is known. Whether its
     * transaction took effect after all, the log knows: what is committed is not read again, and
     * nothing that the ledger lacks is passed over.
     *
     * @param consumer waits, in {@code committed}, for the end of every transaction that moves the
     *     offsets
     */
    public void readAgain(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        Set<TopicPartition> partitions = partitionsOf(records);
        partitions.retainAll(consumer.assignment());
        unchecked.addAll(partitions);
        Map<TopicPartition, Long> committed = committed(partitions, consumer);
        committed.forEach(consumer::seek);
        Map<Integer, Long> applied = ledger.nextOffsets(records.getFirst().topic());
        committed.forEach((partition, offset) ->
                consumer.seek(partition, Math.min(offset, next(applied, partition))));
        unchecked.removeAll(partitions);
    }

    private static void seekBack(
            String topic,
            Map<Integer, Long> applied,
            Map<TopicPartition, Long> assignments,
            ConsumerSeekCallback callback) {
        assignments.forEach((partition, committed) -> {
            long next = next(applied, partition);
            if (partition.topic().equals(topic) && next < committed) {
                log.atLevel(Bookmarks.isUsual(topic, committed - next) ? Level.DEBUG : Level.WARN)
                        .log(
                                "The database has applied {} up to {} only, the log was committed up to {}; reading again",
                                partition,
                                next,
                                committed);
                callback.seek(topic, partition.partition(), next);
            }
        });
    }

    /** A partition that the ledger does not know is one of which it has applied nothing. */
    private static long next(Map<Integer, Long> applied, TopicPartition partition) {
        return applied.getOrDefault(partition.partition(), 0L);
    }

    /**
     * The container goes on though an assignment or {@link #readAgain} failed half-way, so the
     * place is looked at here once more: with any batch, since a partition that is passed over may
     * never have another record, and one that would be read twice may not be part of this batch.
     */
    private void checkPositions(
            List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        if (unchecked.isEmpty()) {
            return;
        }
        Set<TopicPartition> partitions = new HashSet<>(unchecked);
        Set<TopicPartition> read = partitionsOf(records);
        partitions.removeIf(partition ->
                !read.contains(partition) && !consumer.assignment().contains(partition));
        Map<Integer, Long> applied = ledger.nextOffsets(records.getFirst().topic());
        committed(partitions, consumer)
                .forEach((partition, offset) -> {
                    long next = next(applied, partition);
                    if (read.contains(partition)) {
                        checkPosition(partition, records, offset, next);
                    } else {
                        consumer.seek(partition, Math.min(offset, next));
                    }
                });
        unchecked.removeAll(partitions);
    }

    private static void checkPosition(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            long committed,
            long applied) {
        boolean passesOver = applied < committed;
        boolean repeats =
                records.stream()
                        .anyMatch(record ->
                                record.partition() == partition.partition()
                                        && record.offset() < committed);
        if (passesOver || repeats) {
            throw new IllegalStateException(
                    "Expected %s to be read from the lower of %d (committed) and %d (applied)"
                            .formatted(partition, committed, applied));
        }
    }

    private static Map<TopicPartition, Long> committed(
            Set<TopicPartition> partitions, Consumer<?, ?> consumer) {
        return consumer.committed(partitions).entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static Set<TopicPartition> partitionsOf(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> new TopicPartition(record.topic(), record.partition()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private BatchResult apply(List<ConsumerRecord<byte[], byte[]>> records, int partitions) {
        List<BatchResult> parts = new ArrayList<>();
        Halving.apply(
                records,
                part -> parts.add(applier.apply(part, partitions)),
                (record, fault) -> parts.add(reject(record, fault)));
        return parts.stream().reduce(BatchResult::followedBy).orElseThrow();
    }

    private BatchResult reject(ConsumerRecord<byte[], byte[]> record, DataFaultException fault) {
        log.warn(
                "The database refuses {}-{}@{} with SQLSTATE {}; it goes to the rejected events",
                record.topic(),
                record.partition(),
                record.offset(),
                fault.sqlState());
        return applier.reject(
                record, "data_fault", "the database refuses it with SQLSTATE " + fault.sqlState());
    }
}
