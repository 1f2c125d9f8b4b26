package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A consumer that reads only what is committed. For one thread. */
final class ConsumerTwin {

    private final World world;
    private final LogTwin log;
    private final GroupTwin group;
    private final String instance;
    private final Node node;
    private final Callbacks callbacks;
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Map<Integer, Integer> ownedSince = new TreeMap<>();
    private GroupTwin.Member member;
    private int generation = -1;

    /** Called within a poll. */
    interface Callbacks {

        /** For a consumer that does not care. */
        Callbacks NONE = new Callbacks() {};

        /** With the positions of partitions that are new. */
        default void assigned(Map<TopicPartition, Long> positions, ConsumerTwin consumer) {}

        default void revoked(Set<TopicPartition> partitions) {}

        /** With the positions of all. */
        default void idle(Map<TopicPartition, Long> positions, ConsumerTwin consumer) {}
    }

    ConsumerTwin(
            World world,
            LogTwin log,
            GroupTwin group,
            String instance,
            Node node,
            Callbacks callbacks) {
        this.world = world;
        this.log = log;
        this.group = group;
        this.instance = instance;
        this.node = node;
        this.callbacks = callbacks;
        this.member = group.join(instance, node);
    }

    GroupTwin.Member member() {
        return member;
    }

    int generation() {
        return generation;
    }

    Topic topic() {
        return group.topic();
    }

    Set<TopicPartition> assignment() {
        Set<TopicPartition> all = new HashSet<>();
        positions.keySet().forEach(i -> all.add(partitionOf(i)));
        return all;
    }

    void seek(int partition, long offset) {
        if (positions.containsKey(partition)) {
            positions.put(partition, offset);
        }
    }

    /** The committed offset, once no transaction that moves it is open. */
    Optional<Long> committed(int partition) {
        return world.step(
                "consumer.committed",
                () -> stable(partition),
                () -> new TimeoutException("no answer"));
    }

    private Optional<Long> stable(int partition) {
        world.await(() -> group.isStable(partition), null);
        return Optional.ofNullable(group.committed().get(partition));
    }

    List<ConsumerRecord<byte[], byte[]>> poll(int max) {
        return poll(max, null);
    }

    /**
     * Waits for records, or for another assignment; then gives none.
     *
     * @param idleAfter when to say that nothing comes; null for never
     */
    List<ConsumerRecord<byte[], byte[]>> poll(int max, @Nullable Duration idleAfter) {
        world.step("consumer.poll");
        if (isOutdated()) {
            catchUp();
        }
        Strand.Idling called = () -> isOutdated() || hasMore();
        if (!world.await(called, idleAfter)) {
            Map<TopicPartition, Long> all = new LinkedHashMap<>();
            positions.forEach((number, at) -> all.put(partitionOf(number), at));
            callbacks.idle(all, this);
            return List.of();
        }
        return isOutdated() ? List.of() : take(max);
    }

    boolean isIdle() {
        return !isOutdated() && !hasMore();
    }

    private boolean isOutdated() {
        return member.isExpelled() || generation != group.generation();
    }

    private boolean hasMore() {
        for (Map.Entry<Integer, Long> at : positions.entrySet()) {
            if (at.getValue() < partition(at.getKey()).lastStable()) {
                return true;
            }
        }
        return false;
    }

    private void catchUp() {
        Set<TopicPartition> before = assignment();
        if (member.isExpelled()) {
            positions.clear();
            ownedSince.clear();
            member = group.join(instance, node);
        }
        generation = group.generation();
        Map<TopicPartition, Long> fresh = new LinkedHashMap<>();
        for (int i = 0; i < log.partitionCount(); i++) {
            GroupTwin.Ownership owner = group.ownerOf(i);
            if (owner == null || owner.member() != member) {
                positions.remove(i);
                ownedSince.remove(i);
            } else if (!Integer.valueOf(owner.since()).equals(ownedSince.get(i))) {
                ownedSince.put(i, owner.since());
                positions.remove(i);
                fresh.put(partitionOf(i), 0L);
            }
        }
        fresh.replaceAll((partition, _) -> stable(partition.partition()).orElse(0L));
        fresh.forEach((partition, offset) -> positions.put(partition.partition(), offset));
        before.removeIf(partition ->
                positions.containsKey(partition.partition()) && !fresh.containsKey(partition));
        if (!before.isEmpty()) {
            callbacks.revoked(before);
        }
        if (!fresh.isEmpty()) {
            callbacks.assigned(fresh, this);
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> take(int max) {
        List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>();
        List<Integer> order = new ArrayList<>(positions.keySet());
        if (order.size() > 1 && world.random().nextBoolean()) {
            order = order.reversed();
        }
        for (int number : order) {
            LogTwin.Partition partition = partition(number);
            long end = partition.lastStable();
            long at = positions.getOrDefault(number, 0L);
            while (at < end && taken.size() < max) {
                LogTwin.Entry entry = partition.entries().get((int) at++);
                if (partition.isRead(entry)) {
                    taken.add(recordOf(topic(), number, entry));
                }
            }
            positions.put(number, at);
        }
        return taken;
    }

    private TopicPartition partitionOf(int number) {
        return new TopicPartition(topic().topicName(), number);
    }

    private LogTwin.Partition partition(int number) {
        return log.partitions(topic()).get(number);
    }

    private static ConsumerRecord<byte[], byte[]> recordOf(
            Topic topic, int partition, LogTwin.Entry entry) {
        return new ConsumerRecord<>(
                topic.topicName(),
                partition,
                entry.offset(),
                entry.timestampMillis(),
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                entry.key(),
                entry.value(),
                new RecordHeaders(entry.headers()),
                Optional.empty());
    }
}
