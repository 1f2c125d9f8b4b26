package dev.mcsync.processor.intake;

import dev.mcsync.processor.core.IncidentChange.Mishap;
import dev.mcsync.processor.core.Notes;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.LedgerPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;

/**
 * Keeps the places that a topic is read from in line with the ledger, which may go back: restored
 * from a backup, or failed over to a replica that lacked the latest commits. What it lacks is read
 * again. A batch cannot be written over a gap ({@link Places}); beside that the ledger is asked
 * about all partitions once a second, since one that went back may never have another record.
 *
 * <p>Each method is called on the thread of the consumer that it is about; the state is for all of
 * the container's threads.
 */
final class LogPositions {

    private static final Logger log = LoggerFactory.getLogger(LogPositions.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final String topic;
    private final Ledger ledger;
    private final Places places;
    private final IntakeMetrics metrics;
    private final InstantSource clock;
    private final AtomicReference<Instant> lastLook = new AtomicReference<>(Instant.EPOCH);

    /** Where the place to read from is not known for sure. */
    private final Set<TopicPartition> unchecked = ConcurrentHashMap.newKeySet();

    /** Whose first record since they were sought has not come yet. */
    private final Set<Integer> sought = ConcurrentHashMap.newKeySet();

    /** Behind the last record that was given to the intake; before the first, where it starts. */
    private final Map<Integer, Long> read = new ConcurrentHashMap<>();

    LogPositions(
            String topic,
            Ledger ledger,
            Places places,
            IntakeMetrics metrics,
            InstantSource clock) {
        this.topic = topic;
        this.ledger = ledger;
        this.places = places;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * @param assignments with the committed offset of each
     */
    void assigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        unchecked.addAll(assignments.keySet());
        Map<Integer, LedgerPlace> applied = ledger.places(topic);
        assignments.forEach((partition, committed) -> {
            long start = found(partition, committed, applied);
            if (start < committed) {
                callback.seek(topic, partition.partition(), start);
            }
        });
        unchecked.removeAll(assignments.keySet());
    }

    void revoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            places.forget(partition.partition());
            sought.remove(partition.partition());
            read.remove(partition.partition());
        });
        partitions.forEach(unchecked::remove);
    }

    /**
     * Called about once a second while nothing comes.
     *
     * @param positions of all partitions of the consumer
     */
    void idle(Map<TopicPartition, Long> positions, ConsumerSeekCallback callback) {
        try {
            look();
            Set<TopicPartition> doubtful = new HashSet<>(positions.keySet());
            doubtful.retainAll(unchecked);
            if (doubtful.isEmpty()) {
                return;
            }
            Map<Integer, LedgerPlace> applied = ledger.places(topic);
            for (TopicPartition partition : doubtful) {
                // The position is behind the end of the last transaction, and no record reaches it.
                long committed =
                        read.getOrDefault(
                                partition.partition(), positions.getOrDefault(partition, 0L));
                long start = found(partition, committed, applied);
                if (start < committed) {
                    callback.seek(topic, partition.partition(), start);
                }
            }
            unchecked.removeAll(doubtful);
        } catch (RuntimeException e) {
            log.warn("The database does not say how far {} is applied; asking again", topic, e);
        }
    }

    /**
     * Called before each batch. The container goes on though an assignment or {@link #readAgain}
     * failed half-way, so the place is looked at here once more: with any batch, since a partition
     * that is passed over may never have another record, and one that would be read twice may not
     * be part of this batch.
     *
     * @throws IllegalStateException when the batch does not begin where it should
     */
    void check(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        if (places.replays().areUnderWay()) {
            places.replays().committed(consumer.assignment(), read);
        }
        look();
        if (!unchecked.isEmpty()) {
            checkDoubtful(records, consumer);
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            tellGap(record, consumer);
            read.put(record.partition(), record.offset() + 1);
        }
    }

    /**
     * After a batch that was not committed, or not for all that is known. Whether its transaction
     * took effect after all, the log knows: what is committed is not read again, and nothing that
     * the ledger lacks is passed over, in any partition.
     *
     * @param consumer waits, in {@code committed}, for the end of every transaction that moves the
     *     offsets
     */
    void readAgain(Consumer<?, ?> consumer) {
        Set<TopicPartition> partitions = consumer.assignment();
        unchecked.addAll(partitions);
        places.replays().rolledBack(partitions);
        Map<TopicPartition, Long> committed = committed(partitions, consumer);
        committed.forEach(consumer::seek);
        Map<Integer, LedgerPlace> applied = ledger.places(topic);
        for (TopicPartition partition : partitions) {
            Long offset = committed.get(partition);
            long start = found(partition, offset == null ? 0 : offset, applied);
            if (offset != null && start < offset) {
                consumer.seek(partition, start);
            }
        }
        unchecked.removeAll(partitions);
    }

    /** What is known was true before the ledger is asked, and grows, so less is a loss. */
    private void look() {
        Instant last = lastLook.get();
        Instant now = clock.instant();
        if (last.plus(BETWEEN_LOOKS).isAfter(now) || !lastLook.compareAndSet(last, now)) {
            return;
        }
        Map<Integer, Long> known = places.known();
        Map<Integer, LedgerPlace> applied = ledger.places(topic);
        known.forEach((partition, next) -> {
            if (applied.getOrDefault(partition, LedgerPlace.NONE).next() < next) {
                unchecked.add(new TopicPartition(topic, partition));
            }
        });
    }

    /**
     * Takes the ledger at its word, and says so where it has less than it had.
     *
     * @param committed how far the log knows that the partition was applied
     * @return where to read from
     */
    private long found(
            TopicPartition partition, long committed, Map<Integer, LedgerPlace> applied) {
        LedgerPlace place = applied.getOrDefault(partition.partition(), LedgerPlace.NONE);
        long next = place.next();
        Long known = places.of(partition.partition());
        boolean isLoss = known == null ? !Notes.mayBeBehind(topic, committed - next) : next < known;
        if (isLoss) {
            long had = known == null ? committed : known;
            log.warn(
                    "The database went back: it had applied {} up to {} and has applied it up to {} only; reading again",
                    partition,
                    had,
                    next);
            metrics.wentBack();
            places.mishaps()
                    .wentBack(Mishap.wentBack(partition.toString(), had, next, clock.instant()));
        }
        places.found(partition.partition(), next);
        sought.add(partition.partition());
        long start = places.replays().start(partition.partition(), place, committed);
        read.put(partition.partition(), start);
        return start;
    }

    private void checkDoubtful(
            List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        Set<TopicPartition> partitions = new HashSet<>(unchecked);
        Set<TopicPartition> ofBatch = partitionsOf(records);
        partitions.removeIf(partition ->
                !ofBatch.contains(partition) && !consumer.assignment().contains(partition));
        Map<Integer, LedgerPlace> applied = ledger.places(topic);
        Map<TopicPartition, Long> committed = committed(partitions, consumer);
        for (TopicPartition partition : partitions) {
            long start = found(partition, committed.getOrDefault(partition, 0L), applied);
            if (ofBatch.contains(partition)) {
                checkStart(partition, records, committed.getOrDefault(partition, 0L), start);
            } else if (committed.containsKey(partition)) {
                consumer.seek(partition, start);
            }
        }
        unchecked.removeAll(partitions);
    }

    private static void checkStart(
            TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records,
            long committed,
            long start) {
        boolean repeats =
                records.stream()
                        .anyMatch(record ->
                                record.partition() == partition.partition()
                                        && record.offset() < committed);
        if (start < committed || repeats) {
            throw new IllegalStateException(
                    "Expected %s to be read from %d, where the log has committed up to %d"
                            .formatted(partition, start, committed));
        }
    }

    /** The log keeps what it holds for a time; what is gone for good is named. */
    private void tellGap(ConsumerRecord<byte[], byte[]> first, Consumer<?, ?> consumer) {
        if (!sought.remove(first.partition())) {
            return;
        }
        Long next = places.of(first.partition());
        if (next == null || first.offset() <= next) {
            return;
        }
        TopicPartition partition = new TopicPartition(topic, first.partition());
        long begin = consumer.beginningOffsets(Set.of(partition)).getOrDefault(partition, 0L);
        if (begin > next) {
            log.error(
                    "Records {} to {} of {} were removed from the log before the database had them; they are lost",
                    next,
                    begin - 1,
                    partition);
            metrics.foundGap();
            places.mishaps().tell(Mishap.gap(partition.toString(), next, begin, clock.instant()));
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
                .collect(Collectors.toSet());
    }
}
