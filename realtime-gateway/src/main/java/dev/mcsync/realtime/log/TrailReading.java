package dev.mcsync.realtime.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.realtime.log.Trail.Footprint;
import dev.mcsync.realtime.log.Trail.Times;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Follows the facts of one task over the log. Their own records are read at the places that the
 * ledger keeps. Their outcomes lie on one partition, at or behind the first record that is not
 * older than the decision: the same clock stamps both.
 */
final class TrailReading {

    /** Reading on over so many records costs less than asking for another place. */
    private static final long NEAR = 1_000;

    /** An outcome follows its decision with its batch, or after a crash behind a few others. */
    private static final long MAX_BEHIND_DECISION = 4_000;

    private final Consumer<byte[], byte[]> log;
    private final Budget budget;
    private final Map<String, Times> times = new HashMap<>();
    private boolean complete = true;

    TrailReading(Consumer<byte[], byte[]> log, Budget budget) {
        this.log = log;
        this.budget = budget;
    }

    Trail read(String taskId, List<Footprint> footprints) {
        readOutcomes(taskId, footprints);
        readSources(footprints);
        return new Trail(times, complete);
    }

    private void readSources(List<Footprint> footprints) {
        Map<SourcePosition, String> eventIds =
                footprints.stream()
                        .filter(footprint -> footprint.source() != null)
                        .collect(
                                Collectors.toMap(
                                        footprint -> Objects.requireNonNull(footprint.source()),
                                        Footprint::eventId,
                                        (first, _) -> first));
        Map<TopicPartition, TreeSet<Long>> offsets =
                eventIds.keySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        place ->
                                                new TopicPartition(
                                                        place.topic(), place.partition()),
                                        Collectors.mapping(
                                                SourcePosition::offset,
                                                Collectors.toCollection(TreeSet::new))));
        offsets.forEach((partition, wanted) -> readPlaces(partition, wanted, eventIds));
    }

    private void readPlaces(
            TopicPartition partition,
            NavigableSet<Long> offsets,
            Map<SourcePosition, String> eventIds) {
        Set<TopicPartition> one = Set.of(partition);
        log.assign(one);
        long begin = log.beginningOffsets(one, budget.left()).getOrDefault(partition, 0L);
        long end = log.endOffsets(one, budget.left()).getOrDefault(partition, 0L);
        NavigableSet<Long> wanted =
                begin < end ? offsets.subSet(begin, true, end, false) : new TreeSet<>();
        @Nullable Long next = wanted.isEmpty() ? null : wanted.first();
        long position = begin - NEAR;
        while (next != null && !isSpent()) {
            if (next >= position + NEAR) {
                log.seek(partition, next);
            }
            for (ConsumerRecord<byte[], byte[]> record : log.poll(budget.forOnePoll())) {
                String eventId = eventIds.get(placeOf(record));
                if (eventId != null) {
                    receivedAt(record).ifPresent(at -> note(eventId, known -> known.received(at)));
                }
            }
            position = log.position(partition, budget.left());
            next = wanted.ceiling(position);
        }
    }

    private void readOutcomes(String taskId, List<Footprint> footprints) {
        List<Footprint> decided =
                footprints.stream()
                        .filter(footprint -> footprint.decidedAt() != null)
                        .sorted(Comparator.comparing(TrailReading::decidedAt))
                        .toList();
        Set<String> wanted = decided.stream().map(Footprint::eventId).collect(Collectors.toSet());
        TopicPartition partition = outcomesOf(taskId);
        log.assign(Set.of(partition));
        long end = log.endOffsets(Set.of(partition), budget.left()).getOrDefault(partition, 0L);
        long from = Long.MAX_VALUE;
        long position = Long.MIN_VALUE;
        for (Footprint footprint : decided) {
            if (!wanted.contains(footprint.eventId())) {
                continue;
            }
            if (isSpent()) {
                return;
            }
            OffsetAndTimestamp start =
                    log.offsetsForTimes(
                                    Map.of(partition, decidedAt(footprint).toEpochMilli()),
                                    budget.left())
                            .get(partition);
            if (start == null) {
                return; // Nothing as new is there; the younger ones ask for newer still.
            }
            if (start.offset() < from || start.offset() > position) {
                from = start.offset();
                position = from;
                log.seek(partition, from);
            }
            long until = Math.min(end, start.offset() + MAX_BEHIND_DECISION);
            while (wanted.contains(footprint.eventId()) && position < until && !isSpent()) {
                noteOutcomes(wanted);
                position = log.position(partition, budget.left());
            }
        }
    }

    private TopicPartition outcomesOf(String taskId) {
        String topic = Topic.TASK_OUTCOMES.topicName();
        int partitions = log.partitionsFor(topic, budget.left()).size();
        return new TopicPartition(
                topic, Utils.toPositive(Utils.murmur2(taskId.getBytes(UTF_8))) % partitions);
    }

    private void noteOutcomes(Set<String> wanted) {
        for (ConsumerRecord<byte[], byte[]> record : log.poll(budget.forOnePoll())) {
            Instant at = Instant.ofEpochMilli(record.timestamp());
            text(record, Headers.EVENT_ID)
                    .filter(wanted::remove)
                    .ifPresent(eventId -> note(eventId, known -> known.published(at)));
        }
    }

    private boolean isSpent() {
        if (budget.isSpent()) {
            complete = false;
        }
        return !complete;
    }

    private void note(String eventId, UnaryOperator<Times> more) {
        times.merge(eventId, more.apply(Times.UNKNOWN), (known, _) -> more.apply(known));
    }

    private static Instant decidedAt(Footprint footprint) {
        return Objects.requireNonNull(footprint.decidedAt());
    }

    private static SourcePosition placeOf(ConsumerRecord<byte[], byte[]> record) {
        return new SourcePosition(record.topic(), record.partition(), record.offset());
    }

    /** Producers of other makes can write into the header what they like. */
    private static Optional<Instant> receivedAt(ConsumerRecord<byte[], byte[]> record) {
        return text(record, Headers.RECEIVED_AT).flatMap(TrailReading::instant);
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static Optional<String> text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }
}
