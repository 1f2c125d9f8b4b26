package dev.mcsync.processor.knownlog;

import java.util.List;
import java.util.stream.Collectors;

/**
 * How the log differs from the one that the database knows.
 *
 * @param cluster the id of the cluster that was found
 * @param topics that are others than those known
 * @param places in the inputs among them, partition by partition
 */
public record LogChange(String cluster, List<OtherTopic> topics, List<Place> places) {

    /** Nobody has looked yet. */
    public static final LogChange NONE = new LogChange("", List.of(), List.of());

    /**
     * A topic of a known name that is another one.
     *
     * @param knownId empty where none was noted yet
     */
    public record OtherTopic(String name, String knownId, String foundId, boolean isInput) {}

    /**
     * What the database says of a partition, and where the log that was found ends.
     *
     * @param next the first offset that is not applied yet
     */
    public record Place(String partition, long next, long end) {

        @Override
        public String toString() {
            return "%s: applied up to %d, the log ends at %d".formatted(partition, next, end);
        }
    }

    public LogChange {
        topics = List.copyOf(topics);
        places = List.copyOf(places);
    }

    /** Whether the log is the one that is known. */
    public boolean isNone() {
        return topics.isEmpty();
    }

    /** Whether nothing may be applied before somebody has accepted it. */
    public boolean concernsInputs() {
        return topics.stream().anyMatch(OtherTopic::isInput);
    }

    /** In one line. */
    @Override
    public String toString() {
        return "other topics than the database knows: %s; %s"
                .formatted(
                        topics.stream()
                                .map(topic ->
                                        "%s (known %s, found %s)"
                                                .formatted(
                                                        topic.name(),
                                                        topic.knownId().isEmpty()
                                                                ? "by its places"
                                                                : topic.knownId(),
                                                        topic.foundId()))
                                .collect(Collectors.joining(", ")),
                        places.stream().map(Place::toString).collect(Collectors.joining("; ")));
    }
}
