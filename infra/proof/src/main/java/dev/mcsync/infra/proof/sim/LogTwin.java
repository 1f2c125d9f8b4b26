package dev.mcsync.infra.proof.sim;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.publish.Outgoing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The broker: partitions with control records, transactions that end on each partition by itself,
 * epochs that fence a transactional id's former holder, and groups.
 */
final class LogTwin {

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_MARKER_DELAY_MILLIS = 40;

    private final World world;
    private final Set<Planted> planted;
    private final Map<Topic, List<Partition>> topics = new EnumMap<>(Topic.class);
    private final Map<String, Coordinator> coordinators = new HashMap<>();
    private final Map<String, GroupTwin> groups = new LinkedHashMap<>();

    LogTwin(World world, int partitions, Set<Planted> planted) {
        this.world = world;
        this.planted = planted;
        for (Topic topic : Topic.values()) {
            List<Partition> all = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                all.add(new Partition(i));
            }
            topics.put(topic, all);
        }
    }

    /** A record, or the marker that ends a transaction. */
    record Entry(
            long offset,
            long timestampMillis,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers,
            @Nullable Tx tx,
            boolean isMarker) {

        /** The value of the first header of this name. */
        byte @Nullable [] header(String name) {
            for (Header header : headers) {
                if (header.key().equals(name)) {
                    return header.value();
                }
            }
            return null;
        }
    }

    /** Each record that readers of finished transactions see, with its partition. */
    void visible(Topic topic, BiConsumer<Integer, Entry> visitor) {
        for (Partition partition : partitions(topic)) {
            for (Entry entry : partition.entries()) {
                if (partition.isVisible(entry)) {
                    visitor.accept(partition.number(), entry);
                }
            }
        }
    }

    enum TxState {
        OPEN,
        COMMITTED,
        ABORTED
    }

    /** One transaction of a transactional id. */
    static final class Tx {
        private final Set<Partition> partitions = new LinkedHashSet<>();
        private final Map<GroupTwin, Map<Integer, Long>> offsets = new LinkedHashMap<>();
        private TxState state = TxState.OPEN;
    }

    /** What the transaction coordinator knows of a transactional id. */
    private static final class Coordinator {
        private int epoch;
        private int markersDue;
        private @Nullable Tx tx;
    }

    final class Partition {
        private final int number;
        private final List<Entry> entries = new ArrayList<>();
        private final Map<Tx, Long> unresolved = new LinkedHashMap<>();

        Partition(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        List<Entry> entries() {
            return entries;
        }

        long end() {
            return entries.size();
        }

        /** Before this offset every transaction has ended. */
        long lastStable() {
            if (unresolved.isEmpty() || planted.contains(Planted.READ_UNCOMMITTED)) {
                return entries.size();
            }
            long least = Long.MAX_VALUE;
            for (long first : unresolved.values()) {
                least = Math.min(least, first);
            }
            return least;
        }

        boolean isVisible(Entry entry) {
            Tx tx = entry.tx();
            return !entry.isMarker() && (tx == null || tx.state == TxState.COMMITTED);
        }

        /** What consumers get to see. */
        boolean isRead(Entry entry) {
            return isVisible(entry)
                    || (planted.contains(Planted.READ_UNCOMMITTED) && !entry.isMarker());
        }

        private void append(
                byte @Nullable [] key,
                byte @Nullable [] value,
                List<Header> headers,
                @Nullable Tx tx) {
            if (tx != null) {
                tx.partitions.add(this);
                unresolved.putIfAbsent(tx, (long) entries.size());
            }
            entries.add(new Entry(entries.size(), world.millis(), key, value, headers, tx, false));
        }

        private void mark(Tx tx) {
            unresolved.remove(tx);
            entries.add(new Entry(entries.size(), world.millis(), null, null, List.of(), tx, true));
        }
    }

    int partitionCount() {
        return partitions(Topic.TASK_EVENTS).size();
    }

    List<Partition> partitions(Topic topic) {
        return requireNonNull(topics.get(topic));
    }

    GroupTwin group(String name, Topic topic) {
        return groups.computeIfAbsent(
                name,
                _ ->
                        new GroupTwin(
                                world, this, topic, planted.contains(Planted.OFFSETS_NOT_FENCED)));
    }

    Iterable<GroupTwin> groups() {
        return groups.values();
    }

    boolean hasOpenTransactions() {
        return topics.values().stream()
                        .flatMap(List::stream)
                        .anyMatch(partition -> !partition.unresolved.isEmpty())
                || groups.values().stream().anyMatch(GroupTwin::hasPending);
    }

    int partitionOf(byte @Nullable [] key) {
        return key == null ? 0 : Utils.toPositive(Utils.murmur2(key)) % partitionCount();
    }

    /** A record by a producer without transactions. */
    void append(
            Topic topic,
            @Nullable Integer partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers) {
        partitions(topic)
                .get(partition == null ? partitionOf(key) : partition)
                .append(key, value, headers, null);
    }

    void append(Outgoing record) {
        append(record.topic(), record.partition(), record.key(), record.value(), record.headers());
    }

    /** Whether the former transaction of this id has ended everywhere, so that one may begin. */
    boolean isFree(String transactionalId) {
        return coordinator(transactionalId).markersDue == 0;
    }

    /** Takes up a transactional id: whatever its former holder left open is aborted. */
    int takeUp(String transactionalId) {
        Coordinator coordinator = coordinator(transactionalId);
        coordinator.epoch++;
        if (coordinator.tx != null) {
            end(coordinator, TxState.ABORTED);
        }
        return coordinator.epoch;
    }

    boolean isFenced(String transactionalId, int epoch) {
        return coordinator(transactionalId).epoch != epoch;
    }

    void append(String transactionalId, Outgoing record) {
        partitions(record.topic())
                .get(partitionOf(record.key()))
                .append(record.key(), record.value(), record.headers(), tx(transactionalId));
    }

    void addOffsets(String transactionalId, GroupTwin group, Map<Integer, Long> offsets) {
        Tx tx = tx(transactionalId);
        tx.offsets.put(group, Map.copyOf(offsets));
        group.pend(tx, offsets.keySet());
    }

    void commit(String transactionalId) {
        end(coordinator(transactionalId), TxState.COMMITTED);
    }

    void abort(String transactionalId) {
        end(coordinator(transactionalId), TxState.ABORTED);
    }

    private Coordinator coordinator(String transactionalId) {
        return coordinators.computeIfAbsent(transactionalId, _ -> new Coordinator());
    }

    private Tx tx(String transactionalId) {
        Coordinator coordinator = coordinator(transactionalId);
        Tx open = coordinator.tx;
        if (open == null) {
            open = new Tx();
            coordinator.tx = open;
            Tx begun = open;
            world.at(TRANSACTION_TIMEOUT, () -> timeOut(coordinator, begun));
        }
        return open;
    }

    /** The coordinator ends what takes too long, and fences whoever began it. */
    private void timeOut(Coordinator coordinator, Tx tx) {
        if (coordinator.tx == tx) {
            world.note("broker: a transaction timed out");
            coordinator.epoch++;
            end(coordinator, TxState.ABORTED);
        }
    }

    /** Decided at once; each partition hears of it in its own time. */
    private void end(Coordinator coordinator, TxState state) {
        Tx tx = coordinator.tx;
        if (tx == null) {
            return;
        }
        coordinator.tx = null;
        tx.state = state;
        for (Partition partition : tx.partitions) {
            soon(coordinator, () -> partition.mark(tx));
        }
        tx.offsets.forEach((group, offsets) ->
                soon(
                        coordinator,
                        () -> group.resolve(tx, state == TxState.COMMITTED ? offsets : Map.of())));
    }

    private void soon(Coordinator coordinator, Runnable marker) {
        coordinator.markersDue++;
        int delay = world.random().nextInt(MAX_MARKER_DELAY_MILLIS);
        world.at(
                Duration.ofMillis(delay > MAX_MARKER_DELAY_MILLIS / 2 ? delay : 0),
                () -> {
                    coordinator.markersDue--;
                    marker.run();
                });
    }
}
