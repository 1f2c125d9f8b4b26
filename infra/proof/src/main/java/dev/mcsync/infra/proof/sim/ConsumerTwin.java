package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
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

/** A consumer that reads only what is committed. For one thread. */
final class ConsumerTwin {

    private final World world;
    private final LogTwin log;
    private final GroupTwin group;
    private final String instance;
    private final Node node;
    private final Assigned assigned;
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Map<Integer, Integer> ownedSince = new TreeMap<>();
    private GroupTwin.Member member;
    private int generation = -1;

    /** Called within a poll, with the positions of partitions that are new. */
    interface Assigned {
        void assigned(Map<TopicPartition, Long> positions, ConsumerTwin consumer);
    }

    ConsumerTwin(
            World world,
            LogTwin log,
            GroupTwin group,
            String instance,
            Node node,
            Assigned assigned) {
        this.world = world;
        this.log = log;
        this.group = group;
        this.instance = instance;
        this.node = node;
        this.assigned = assigned;
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
        positions.keySet().forEach(i -> all.add(new TopicPartition(topic().topicName(), i)));
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

    /** Waits for records, or for another assignment; then gives none. */
    List<ConsumerRecord<byte[], byte[]>> poll(int max) {
        world.step("consumer.poll");
        if (isOutdated()) {
            catchUp();
        }
        world.await(() -> isOutdated() || hasMore(), null);
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
                fresh.put(new TopicPartition(topic().topicName(), i), 0L);
            }
        }
        fresh.replaceAll((partition, _) -> stable(partition.partition()).orElse(0L));
        fresh.forEach((partition, offset) -> positions.put(partition.partition(), offset));
        if (!fresh.isEmpty()) {
            assigned.assigned(fresh, this);
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
