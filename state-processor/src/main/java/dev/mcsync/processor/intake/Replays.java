package dev.mcsync.processor.intake;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.processor.ledger.LedgerPlace;
import dev.mcsync.processor.ledger.Stretch;
import dev.mcsync.processor.publish.Outgoing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What is read again because the database went back was published before, together with the offsets
 * that were committed then: it takes effect once more and is not told once more. Of each task and
 * agent the last state is told where the stretch ends, so that nobody sees it go back and all come
 * to see what the database holds. For all of an intake's threads; a partition is one thread's at a
 * time.
 */
final class Replays {

    /** Of one partition; states beyond it are told as they come. */
    private static final int MAX_WITHHELD = 100_000;

    private static final class Replay {

        private Stretch stretch;
        private final SequencedMap<Object, Outgoing> withheld = new LinkedHashMap<>();

        /** The log has all that was published before this offset is read again. */
        private long confirmed;

        /** By a transaction of the log of which is not known yet whether it was committed. */
        private boolean isPublished;

        private Replay(Stretch stretch) {
            this.stretch = stretch;
            this.confirmed = stretch.from();
        }
    }

    private final Map<Integer, Replay> replays = new ConcurrentHashMap<>();

    /**
     * The ledger was asked, and the partition is about to be read.
     *
     * @param place of the ledger
     * @param committed of the log: what is before it was published, if not by this processor
     * @return where to read from
     */
    long start(int partition, LedgerPlace place, long committed) {
        // Beyond the end of it, the log has all that was published there.
        Replay known =
                replays.computeIfPresent(
                        partition, (_, replay) -> committed > replay.stretch.to() ? null : replay);
        Stretch stored = place.replayed();
        // Where the log stands at its end, nobody knows whether it got there again or has not left.
        Stretch more = stored != null && committed <= stored.to() ? stored : null;
        if (place.next() < committed) {
            Stretch lost = new Stretch(place.next(), committed);
            more = more == null ? lost : lost.and(more);
        }
        if (known == null && more != null) {
            known = new Replay(more);
            replays.put(partition, known);
        } else if (known != null && more != null) {
            known.stretch = known.stretch.and(more);
        }
        // What another withheld is gone with him, so that it is gathered from its beginning.
        long start = known == null ? place.next() : Math.min(known.confirmed, place.next());
        return Math.min(start, committed);
    }

    /** It is another's now, who goes on with it from what the ledger says. */
    void forget(int partition) {
        replays.remove(partition);
    }

    /** What the ledger is to know of it; null where nothing is read again. */
    @Nullable Stretch of(int partition) {
        Replay replay = replays.get(partition);
        return replay == null ? null : replay.stretch;
    }

    boolean areUnderWay() {
        return !replays.isEmpty();
    }

    /**
     * The last transaction of the log was committed.
     *
     * @param read the offset behind the last record that was taken of each partition
     */
    void committed(Set<TopicPartition> partitions, Map<Integer, Long> read) {
        for (TopicPartition each : partitions) {
            replays.computeIfPresent(
                    each.partition(),
                    (partition, replay) -> {
                        replay.confirmed = read.getOrDefault(partition, replay.confirmed);
                        return replay.isPublished ? null : replay;
                    });
        }
    }

    /** The last transaction of these may not have been committed. */
    void rolledBack(Set<TopicPartition> partitions) {
        partitions.forEach(each -> {
            Replay replay = replays.get(each.partition());
            if (replay != null) {
                replay.isPublished = false;
            }
        });
    }

    /**
     * @param replayed each of one partition
     */
    record Parts(
            Collection<List<ConsumerRecord<byte[], byte[]>>> replayed,
            List<ConsumerRecord<byte[], byte[]>> fresh) {}

    /** In the order of each partition, what is read again comes before what is new. */
    Parts parts(List<ConsumerRecord<byte[], byte[]>> records) {
        if (replays.isEmpty()) {
            return new Parts(List.of(), records);
        }
        SequencedMap<Integer, List<ConsumerRecord<byte[], byte[]>>> replayed =
                new LinkedHashMap<>();
        List<ConsumerRecord<byte[], byte[]>> fresh = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Replay replay = replays.get(record.partition());
            if (replay != null && record.offset() < replay.stretch.to()) {
                replayed.computeIfAbsent(record.partition(), _ -> new ArrayList<>()).add(record);
            } else {
                fresh.add(record);
            }
        }
        return new Parts(replayed.values(), fresh);
    }

    /**
     * Keeps of what a replayed part would publish the states, for the end of its stretch.
     *
     * @param publisher takes what is too much to be kept, and what may have gone another way
     */
    void withhold(int partition, List<Outgoing> outgoing, Consumer<Outgoing> publisher) {
        Replay replay = replays.get(partition);
        if (replay == null) {
            throw new IllegalStateException(
                    "Expected partition %d to be read again, found that it is not"
                            .formatted(partition));
        }
        for (Outgoing record : outgoing) {
            if (isOfPresence(record)) {
                publisher.accept(record);
                continue;
            }
            Object subject = subjectOf(record);
            if (subject == null) {
                continue;
            }
            boolean isKept = replay.withheld.remove(subject) != null;
            if (isKept || replay.withheld.size() < MAX_WITHHELD) {
                replay.withheld.put(subject, record);
            } else {
                publisher.accept(record);
            }
        }
    }

    /** Publishes what was withheld of the stretches that end before or with these records. */
    void publishEnded(List<ConsumerRecord<byte[], byte[]>> records, Consumer<Outgoing> publisher) {
        if (replays.isEmpty()) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Replay replay = replays.get(record.partition());
            if (replay != null
                    && !replay.isPublished
                    && record.offset() + 1 >= replay.stretch.to()) {
                replay.withheld.values().forEach(publisher);
                replay.isPublished = true;
            }
        }
    }

    /**
     * How the facts about an agent and those about its tasks interleaved is lost with the
     * transactions: another one may have brought it online this time, of which nobody was told. Who
     * was told knows it by its id.
     */
    private static boolean isOfPresence(Outgoing record) {
        return record.topic() == Topic.TASK_OUTCOMES
                && record.value() != null
                && WireCodec.decodeOutcome(record.value())
                        instanceof Decoded.Valid<Outcome>(AgentOutcome _);
    }

    /**
     * Whose state it is; null for what is not told twice. That an agent has appeared is told by its
     * partition, so each of those who say so is kept, and one of those who say that it was touched.
     */
    private static @Nullable Object subjectOf(Outgoing record) {
        return switch (record.topic()) {
            case TASK_STATE, AGENT_STATE ->
                    List.of(record.topic(), ByteBuffer.wrap(requireNonNull(record.key())));
            case AGENT_HEARTBEATS ->
                    WireCodec.decodeAgentFact(record.value())
                                    instanceof Decoded.Valid<AgentFact>(AgentTouched touched)
                            ? touched.mayHaveAppeared() ? touched : touched.agentId()
                            : null;
            default -> null;
        };
    }
}
