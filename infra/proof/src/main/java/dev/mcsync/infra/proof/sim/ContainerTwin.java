package dev.mcsync.infra.proof.sim;

import dev.mcsync.processor.intake.LogListener;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;

/**
 * Spring's listener container with a Kafka transaction a batch, as it does things (read off its
 * byte code, spring-kafka 4.1.1): a failure rolls back and seeks to the start of the batch; a fence
 * only closes the producer; a failure in the callback of an assignment is logged.
 */
final class ContainerTwin {

    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final int MAX_DOUBLINGS = 5;
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final World world;
    private final LogTwin log;
    private final LogListener listener;
    private final ProducerTwin producer;
    private final int batchSize;
    private final Set<Planted> planted;

    ContainerTwin(
            World world,
            LogTwin log,
            LogListener listener,
            ProducerTwin producer,
            int batchSize,
            Set<Planted> planted) {
        this.world = world;
        this.log = log;
        this.listener = listener;
        this.producer = producer;
        this.batchSize = batchSize;
        this.planted = planted;
    }

    /**
     * @param looksWhenIdle as the real one does; for runs in which there may be something to see
     */
    void run(GroupTwin group, String instance, Node node, boolean looksWhenIdle) {
        persistently(producer::open);
        ConsumerTwin consumer =
                new ConsumerTwin(world, log, group, instance, node, new Callbacks());
        int failures = 0;
        while (true) {
            List<ConsumerRecord<byte[], byte[]>> batch =
                    consumer.poll(batchSize, looksWhenIdle ? IDLE : null);
            if (batch.isEmpty()) {
                continue;
            }
            Ending ending = deliver(batch, consumer, group);
            if (ending == Ending.COMMITTED) {
                failures = 0;
            } else if (ending == Ending.ROLLED_BACK) {
                Duration rest = FIRST_RETRY.multipliedBy(1L << Math.min(failures++, MAX_DOUBLINGS));
                readAgain(batch, consumer, rest);
            }
        }
    }

    private void readAgain(
            List<ConsumerRecord<byte[], byte[]>> batch, ConsumerTwin consumer, Duration rest) {
        if (planted.contains(Planted.SKIPS_ON_ERROR)) {
            return;
        }
        starts(batch).forEach(consumer::seek);
        world.sleep(rest);
        if (planted.contains(Planted.READ_FROM_BATCH_START)) {
            return;
        }
        try {
            listener.readAgain(asKafkas(consumer));
        } catch (RuntimeException e) {
            world.note("container: could not ask where to go on: " + e.getMessage());
        }
    }

    private enum Ending {
        COMMITTED,
        ROLLED_BACK,
        FENCED
    }

    private Ending deliver(
            List<ConsumerRecord<byte[], byte[]>> batch, ConsumerTwin consumer, GroupTwin group) {
        producer.begin();
        try {
            if (planted.contains(Planted.OFFSETS_BEFORE_LEDGER)) {
                group.commit(ends(batch));
            }
            listener.onMessage(batch, asKafkas(consumer));
            producer.sendOffsets(group, consumer.member(), consumer.generation(), ends(batch));
        } catch (RuntimeException e) {
            return rolledBack(e);
        }
        try {
            producer.commit();
            return Ending.COMMITTED;
        } catch (RuntimeException e) {
            persistently(producer::replace);
            return endingBy(e);
        }
    }

    /** A failure of the roll-back takes the place of the failure that led to it. */
    private Ending rolledBack(RuntimeException failure) {
        try {
            producer.abort();
            return endingBy(failure);
        } catch (RuntimeException e) {
            persistently(producer::replace);
            return endingBy(e);
        }
    }

    /** The product words a fence as any other failure; Spring by itself would pass over it. */
    private Ending endingBy(RuntimeException failure) {
        return failure instanceof ProducerFencedException
                        && planted.contains(Planted.FENCE_PASSED_OVER)
                ? Ending.FENCED
                : Ending.ROLLED_BACK;
    }

    /** What fails in them is logged, and the container goes on. */
    private final class Callbacks implements ConsumerTwin.Callbacks {

        @Override
        public void assigned(Map<TopicPartition, Long> positions, ConsumerTwin consumer) {
            try {
                listener.onPartitionsAssigned(positions, seeking(consumer));
            } catch (RuntimeException e) {
                world.note("container: the callback of the assignment failed: " + e.getMessage());
            }
        }

        @Override
        public void revoked(Set<TopicPartition> partitions) {
            listener.onPartitionsRevoked(partitions);
        }

        @Override
        public void idle(Map<TopicPartition, Long> positions, ConsumerTwin consumer) {
            listener.onIdleContainer(positions, seeking(consumer));
        }
    }

    private void persistently(Runnable work) {
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException _) {
                world.sleep(FIRST_RETRY);
            }
        }
    }

    private static Map<Integer, Long> starts(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<Integer, Long> starts = new TreeMap<>();
        batch.forEach(record -> starts.putIfAbsent(record.partition(), record.offset()));
        return starts;
    }

    private static Map<Integer, Long> ends(List<ConsumerRecord<byte[], byte[]>> batch) {
        Map<Integer, Long> ends = new TreeMap<>();
        batch.forEach(record -> ends.put(record.partition(), record.offset() + 1));
        return ends;
    }

    /** What the listener asks of Kafka's consumer. */
    private Consumer<?, ?> asKafkas(ConsumerTwin consumer) {
        return (Consumer<?, ?>)
                Proxy.newProxyInstance(
                        Consumer.class.getClassLoader(),
                        new Class<?>[] {Consumer.class},
                        (_, method, arguments) ->
                                switch (method.getName()) {
                                    case "partitionsFor" ->
                                            Collections.nCopies(log.partitionCount(), new Object());
                                    case "assignment" -> consumer.assignment();
                                    case "beginningOffsets" -> beginnings((Set<?>) arguments[0]);
                                    case "committed" -> committed(consumer, (Set<?>) arguments[0]);
                                    case "seek" -> seek(consumer, arguments);
                                    default ->
                                            throw new UnsupportedOperationException(
                                                    method.toString());
                                });
    }

    /** This log keeps what it holds. */
    private static Map<Object, Long> beginnings(Set<?> partitions) {
        Map<Object, Long> beginnings = new HashMap<>();
        partitions.forEach(partition -> beginnings.put(partition, 0L));
        return beginnings;
    }

    private static Map<TopicPartition, @Nullable OffsetAndMetadata> committed(
            ConsumerTwin consumer, Set<?> partitions) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed = new HashMap<>();
        for (Object each : partitions) {
            TopicPartition partition = (TopicPartition) each;
            committed.put(
                    partition,
                    consumer.committed(partition.partition())
                            .map(OffsetAndMetadata::new)
                            .orElse(null));
        }
        return committed;
    }

    private static @Nullable Object seek(ConsumerTwin consumer, Object[] arguments) {
        TopicPartition partition = (TopicPartition) arguments[0];
        consumer.seek(partition.partition(), (Long) arguments[1]);
        return null;
    }

    private static ConsumerSeekCallback seeking(ConsumerTwin consumer) {
        return (ConsumerSeekCallback)
                Proxy.newProxyInstance(
                        ConsumerSeekCallback.class.getClassLoader(),
                        new Class<?>[] {ConsumerSeekCallback.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("seek")
                                    && arguments[1] instanceof Integer partition
                                    && arguments[2] instanceof Long offset) {
                                consumer.seek(partition, offset);
                                return null;
                            }
                            throw new UnsupportedOperationException(method.toString());
                        });
    }
}
