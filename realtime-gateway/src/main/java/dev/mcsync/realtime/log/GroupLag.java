package dev.mcsync.realtime.log;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * How far the readers of the log are behind it. Does not block. Behind the last record there may be
 * marks of transactions, which no reader ever commits: where few places are left, what lies there
 * is counted.
 */
public final class GroupLag implements AutoCloseable {

    /**
     * @param committed the offset that the group goes on from
     * @param lag records that the group has not committed yet
     */
    public record PartitionLag(
            String group, String topic, int partition, long committed, long lag) {}

    private record Place(String group, TopicPartition partition, long committed) {}

    private static final Duration WITHIN = Duration.ofSeconds(2);

    /** A longer lag is told as it is: some marks more or less do not matter in it. */
    private static final long COUNTED_UP_TO = 100;

    private final Admin admin;
    private final List<String> groups;
    private final LogArchive archive;

    public GroupLag(KafkaClients clients, List<String> groups, LogArchive archive) {
        this.groups = List.copyOf(groups);
        this.archive = archive;
        this.admin = clients.openAdmin("mc-realtime-lag", WITHIN);
    }

    /** By group, topic and partition; nothing of a group that has never committed. */
    public CompletableFuture<List<PartitionLag>> now() {
        return places().thenCompose(this::withEnds);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private CompletableFuture<List<Place>> places() {
        Map<String, ListConsumerGroupOffsetsSpec> asked =
                groups.stream()
                        .collect(
                                Collectors.toMap(
                                        group -> group, _ -> new ListConsumerGroupOffsetsSpec()));
        ListConsumerGroupOffsetsResult answers = admin.listConsumerGroupOffsets(asked);
        List<CompletableFuture<List<Place>>> places =
                groups.stream().map(group -> places(group, answers)).toList();
        return CompletableFuture.allOf(places.toArray(CompletableFuture[]::new))
                .thenApply(_ -> places.stream().flatMap(of -> of.join().stream()).toList());
    }

    private static CompletableFuture<List<Place>> places(
            String group, ListConsumerGroupOffsetsResult answers) {
        return answers.partitionsToOffsetAndMetadata(group)
                .toCompletionStage()
                .toCompletableFuture()
                .exceptionally(GroupLag::noneOfAnUnknownGroup)
                .thenApply(offsets -> places(group, offsets));
    }

    private static Map<TopicPartition, OffsetAndMetadata> noneOfAnUnknownGroup(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GroupIdNotFoundException) {
            return Map.of();
        }
        throw new CompletionException(cause);
    }

    private static List<Place> places(
            String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        return offsets.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> new Place(group, entry.getKey(), entry.getValue().offset()))
                .toList();
    }

    private CompletableFuture<List<PartitionLag>> withEnds(List<Place> places) {
        if (places.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        places.forEach(place -> asked.put(place.partition(), OffsetSpec.latest()));
        return admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenCompose(answers -> {
                    Map<TopicPartition, Long> ends = new HashMap<>();
                    answers.forEach((partition, end) -> ends.put(partition, end.offset()));
                    return lags(places, ends);
                });
    }

    private CompletableFuture<List<PartitionLag>> lags(
            List<Place> places, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> from = new HashMap<>();
        Map<TopicPartition, Long> to = new HashMap<>();
        for (Place place : places) {
            long distance = distance(place, ends);
            if (distance > 0 && distance <= COUNTED_UP_TO) {
                from.merge(place.partition(), place.committed(), Math::min);
                to.put(place.partition(), ends.getOrDefault(place.partition(), 0L));
            }
        }
        CompletableFuture<Map<TopicPartition, Long>> counted =
                from.isEmpty()
                        ? CompletableFuture.completedFuture(Map.of())
                        : archive.count(from, to).exceptionally(_ -> Map.of());
        return counted.thenApply(counts ->
                places.stream()
                        .map(place -> lag(place, distance(place, ends), from, counts))
                        .sorted(
                                Comparator.comparing(PartitionLag::group)
                                        .thenComparing(PartitionLag::topic)
                                        .thenComparingInt(PartitionLag::partition))
                        .toList());
    }

    /** A count belongs to the group that is furthest behind on the partition. */
    private static PartitionLag lag(
            Place place,
            long distance,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> counts) {
        boolean isCounted = Long.valueOf(place.committed()).equals(from.get(place.partition()));
        long lag = isCounted ? counts.getOrDefault(place.partition(), distance) : distance;
        return new PartitionLag(
                place.group(),
                place.partition().topic(),
                place.partition().partition(),
                place.committed(),
                lag);
    }

    private static long distance(Place place, Map<TopicPartition, Long> ends) {
        return Math.max(0, ends.getOrDefault(place.partition(), 0L) - place.committed());
    }
}
