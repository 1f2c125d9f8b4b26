package dev.mcsync.processor.audit;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows how far the processors have published what they have applied: they commit their offsets
 * together with what they publish, after the database.
 */
final class PublishedUpTo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(50);

    private final GroupOffsets groups;
    private boolean isPatient = true;

    PublishedUpTo(KafkaClients clients) {
        this.groups = new GroupOffsets(clients);
    }

    /**
     * Returns when all that stands in the database at these offsets is published, or after a
     * bounded time: nobody publishes when no processor runs, and waiting a second time would not
     * help.
     *
     * @return whether it is published
     */
    boolean await(Map<TopicPartition, Long> applied) throws InterruptedException {
        long deadline = System.nanoTime() + (isPatient ? PATIENCE.toNanos() : 0);
        while (!isPublished(applied)) {
            if (System.nanoTime() >= deadline) {
                isPatient = false;
                return false;
            }
            Thread.sleep(STEP);
        }
        return true;
    }

    @Override
    public void close() {
        groups.close();
    }

    private boolean isPublished(Map<TopicPartition, Long> applied) throws InterruptedException {
        for (String topic :
                applied.keySet().stream().map(TopicPartition::topic).distinct().toList()) {
            Map<TopicPartition, Long> committed = groups.of(GroupOffsets.intakeOf(topic));
            boolean reached =
                    applied.entrySet().stream()
                            .filter(entry -> entry.getKey().topic().equals(topic))
                            .allMatch(entry ->
                                    committed.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
            if (!reached) {
                return false;
            }
        }
        return true;
    }
}
