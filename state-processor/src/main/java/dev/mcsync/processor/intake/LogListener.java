package dev.mcsync.processor.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.publish.OutgoingPublisher;
import dev.mcsync.service.batch.DataFaultException;
import dev.mcsync.service.batch.Halving;
import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.LogTrace;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
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
    private final LogPositions positions;
    private final Replays replays;
    private final IntakeMetrics metrics;

    private LogListener(
            BatchApplier applier,
            OutgoingPublisher publisher,
            LogPositions positions,
            Replays replays,
            IntakeMetrics metrics) {
        this.applier = applier;
        this.publisher = publisher;
        this.positions = positions;
        this.replays = replays;
        this.metrics = metrics;
    }

    /** For {@code mc.task-events}. */
    public static LogListener ofTasks(
            Ledger ledger,
            TaskDecider decider,
            InstantSource clock,
            OutgoingPublisher publisher,
            MeterRegistry registry) {
        String topic = Topic.TASK_EVENTS.topicName();
        Places places = new Places();
        IntakeMetrics metrics = new IntakeMetrics(registry, topic, clock);
        return new LogListener(
                OfTasks.applier(ledger, places, decider, clock),
                publisher,
                new LogPositions(topic, ledger, places, metrics, clock),
                places.replays(),
                metrics);
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
        String topic = Topic.AGENT_HEARTBEATS.topicName();
        Places places = new Places();
        IntakeMetrics metrics = new IntakeMetrics(registry, topic, clock);
        return new LogListener(
                AgentPass.applier(ledger, places, decider, maxAgents, clock),
                publisher,
                new LogPositions(topic, ledger, places, metrics, clock),
                places.replays(),
                metrics);
    }

    /** The same, with spans of what it does. */
    LogListener tracedBy(Spans spans) {
        return new LogListener(applier.tracedBy(spans), publisher, positions, replays, metrics);
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> consumer) {
        long startedNanos = System.nanoTime();
        positions.check(records, requireNonNull(consumer));
        int partitions = consumer.partitionsFor(records.getFirst().topic()).size();
        Replays.Parts parts = replays.parts(records);
        BatchResult.Tally tally = BatchResult.Tally.NONE;
        for (List<ConsumerRecord<byte[], byte[]>> part : parts.replayed()) {
            BatchResult result = apply(part, partitions);
            replays.withhold(part.getFirst().partition(), result.outgoing(), publisher::publish);
            tally = tally.plus(result.tally());
        }
        replays.publishEnded(records, publisher::publish);
        if (!parts.fresh().isEmpty()) {
            BatchResult result = apply(parts.fresh(), partitions);
            result.outgoing().forEach(publisher::publish);
            tally = tally.plus(result.tally());
        }
        metrics.applied(tally, records, System.nanoTime() - startedNanos);
    }

    @Override
    public void onPartitionsAssigned(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        positions.assigned(assignments, callback);
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        positions.revoked(partitions == null ? List.of() : partitions);
    }

    @Override
    public void onIdleContainer(
            Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        positions.idle(assignments, callback);
    }

    /** To be called when a batch was rolled back, before what is done about it. */
    void failed(Throwable failure) {
        metrics.failed(failure);
    }

    /** To be called after a batch that was not committed, or not for all that is known. */
    public void readAgain(Consumer<?, ?> consumer) {
        positions.readAgain(consumer);
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
        try (var _ = LogTrace.of(TraceParent.of(record))) {
            log.warn(
                    "The database refuses {}-{}@{} with SQLSTATE {}; it goes to the rejected events",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    fault.sqlState());
        }
        return applier.reject(
                record, "data_fault", "the database refuses it with SQLSTATE " + fault.sqlState());
    }
}
