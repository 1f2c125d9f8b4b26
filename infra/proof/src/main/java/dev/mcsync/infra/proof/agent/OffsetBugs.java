package dev.mcsync.infra.proof.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Bugs in what is remembered as consumed. Called by woven code. */
public final class OffsetBugs {

    /** Of the processor's consumer groups; the other readers of the log have no offsets to lose. */
    private static final String GROUPS = "state-processor.";

    private static final int COMMIT_EVERY_MILLIS = 100;

    private OffsetBugs() {}

    public static boolean skipped(String bug) {
        Effects.of(PlantedBug.of(bug));
        return true;
    }

    public static void commitFirst(
            List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        consumer.commitSync(behind(records));
        Effects.of(PlantedBug.COMMIT_OFFSETS_BEFORE_DATABASE);
    }

    static Map<TopicPartition, OffsetAndMetadata> behind(
            List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        records.forEach(record ->
                next.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1)));
        return next;
    }

    public static Map<String, Object> committingByTimer(Map<String, Object> settings) {
        String group = Objects.toString(settings.get(ConsumerConfig.GROUP_ID_CONFIG), "");
        if (!group.startsWith(GROUPS)) {
            return settings;
        }
        Map<String, Object> changed = new HashMap<>(settings);
        changed.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, true);
        changed.put(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, COMMIT_EVERY_MILLIS);
        Effects.of(PlantedBug.AUTO_COMMIT);
        return changed;
    }

    @SuppressWarnings("removal") // That it knows no generation is the bug.
    public static ConsumerGroupMetadata withoutGeneration(ConsumerGroupMetadata group) {
        Effects.of(PlantedBug.NO_FENCE);
        return new ConsumerGroupMetadata(group.groupId());
    }

    /** Errors of the JVM stay what they are. */
    public static @Nullable Throwable swallowed(@Nullable Throwable failure) {
        if (failure instanceof Exception) {
            Effects.of(PlantedBug.SKIP_ON_ERROR);
            return null;
        }
        return failure;
    }
}
