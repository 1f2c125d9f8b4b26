package dev.mcsync.processor.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.ledger.DataFaultException;
import dev.mcsync.processor.ledger.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    /** For {@code mc.agent-heartbeats}. */
    public static LogListener ofAgents(
            Ledger ledger,
            AgentDecider decider,
            InstantSource clock,
            OutgoingPublisher publisher,
            MeterRegistry registry) {
        return new LogListener(
                AgentPass.applier(ledger, decider, clock),
                publisher,
                ledger,
                new IntakeMetrics(registry, Topic.AGENT_HEARTBEATS.topicName(), clock));
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        long startedNanos = System.nanoTime();
        int partitions = requireNonNull(consumer).partitionsFor(records.getFirst().topic()).size();
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
        assignments.keySet().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(
                        topic -> seekBack(topic, ledger.nextOffsets(topic), assignments, callback));
    }

    private static void seekBack(
            String topic,
            Map<Integer, Long> applied,
            Map<TopicPartition, Long> assignments,
            ConsumerSeekCallback callback) {
        assignments.forEach((partition, committed) -> {
            Long next = applied.get(partition.partition());
            if (partition.topic().equals(topic) && next != null && next < committed) {
                log.warn(
                        "The database has applied {} up to {} only, the log was committed up to {}; reading again",
                        partition,
                        next,
                        committed);
                callback.seek(topic, partition.partition(), next);
            }
        });
    }

    private BatchResult apply(List<ConsumerRecord<byte[], byte[]>> records, int partitions) {
        try {
            return applier.apply(records, partitions);
        } catch (DataFaultException fault) {
            return records.size() == 1
                    ? reject(records.getFirst(), fault)
                    : halve(records, partitions);
        }
    }

    private BatchResult halve(List<ConsumerRecord<byte[], byte[]>> records, int partitions) {
        int half = records.size() / 2;
        return apply(records.subList(0, half), partitions)
                .followedBy(apply(records.subList(half, records.size()), partitions));
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
