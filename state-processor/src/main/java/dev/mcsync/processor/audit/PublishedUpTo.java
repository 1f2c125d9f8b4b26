package dev.mcsync.processor.audit;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows how far the processors have published what they have applied: they commit their offsets
 * together with what they publish, after the database.
 */
final class PublishedUpTo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private final Admin admin;
    private boolean isPatient = true;

    PublishedUpTo(KafkaClients clients) {
        this.admin = clients.openAdmin("mc-sync-audit", ANSWER_WITHIN);
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
        admin.close(Duration.ZERO);
    }

    private boolean isPublished(Map<TopicPartition, Long> applied) throws InterruptedException {
        for (String topic :
                applied.keySet().stream().map(TopicPartition::topic).distinct().toList()) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    committed("state-processor." + topic);
            boolean reached =
                    applied.entrySet().stream()
                            .filter(entry -> entry.getKey().topic().equals(topic))
                            .allMatch(entry ->
                                    Optional.ofNullable(committed.get(entry.getKey()))
                                                    .map(OffsetAndMetadata::offset)
                                                    .orElse(0L)
                                            >= entry.getValue());
            if (!reached) {
                return false;
            }
        }
        return true;
    }

    private Map<TopicPartition, OffsetAndMetadata> committed(String group)
            throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(group)
                    .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AuditFailedException("The log cannot be reached", e);
        }
    }
}
