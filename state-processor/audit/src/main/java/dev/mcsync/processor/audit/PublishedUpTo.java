package dev.mcsync.processor.audit;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows how far the processors have published what they have applied: they commit their offsets
 * together with what they publish, after the database. An agent that a report has changed is
 * published later, when the intake of its partition has read the touch that the report's has sent.
 * For one thread.
 */
final class PublishedUpTo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMillis(50);

    private final LogOffsets offsets;
    private final Unread unread;
    private Duration patience;

    /**
     * @param offsets closed by the caller
     */
    PublishedUpTo(KafkaClients clients, LogOffsets offsets) {
        this(clients, offsets, PATIENCE);
    }

    PublishedUpTo(KafkaClients clients, LogOffsets offsets, Duration patience) {
        this.offsets = offsets;
        this.unread = new Unread(clients);
        this.patience = patience;
    }

    /**
     * Returns when all that stands in the database at these offsets is published, or after a
     * bounded time: nobody publishes when no processor runs, and waiting a second time would not
     * help.
     *
     * @param applied how far each partition of the inputs is in the database
     * @return whether it is published
     */
    boolean await(Map<TopicPartition, Long> applied) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean isPublished =
                isTrueBefore(deadline, () -> isReached(applied)) && areTouchesRead(deadline);
        if (!isPublished) {
            patience = Duration.ZERO;
        }
        return isPublished;
    }

    /** How far the intakes are, by the log. */
    Map<TopicPartition, Long> committed() throws InterruptedException {
        return offsets.ofIntakes();
    }

    @Override
    public void close() {
        unread.close();
    }

    private boolean isReached(Map<TopicPartition, Long> applied) throws InterruptedException {
        for (String topic :
                applied.keySet().stream().map(TopicPartition::topic).distinct().toList()) {
            Map<TopicPartition, Long> committed = offsets.of(LogOffsets.intakeOf(topic));
            boolean isReached =
                    applied.entrySet().stream()
                            .filter(entry -> entry.getKey().topic().equals(topic))
                            .allMatch(entry ->
                                    committed.getOrDefault(entry.getKey(), 0L) >= entry.getValue());
            if (!isReached) {
                return false;
            }
        }
        return true;
    }

    /** Whatever was sent before the offsets were reached; more comes all the time. */
    private boolean areTouchesRead(long deadline) throws InterruptedException {
        Map<TopicPartition, Long> ends = offsets.endsOf(Topic.AGENT_HEARTBEATS);
        String group = LogOffsets.intakeOf(Topic.AGENT_HEARTBEATS.topicName());
        return isTrueBefore(deadline, () -> !unread.mayLieBetween(offsets.of(group), ends));
    }

    private interface Question {
        boolean isTrue() throws InterruptedException;
    }

    private static boolean isTrueBefore(long deadline, Question question)
            throws InterruptedException {
        while (!question.isTrue()) {
            if (System.nanoTime() >= deadline) {
                return false;
            }
            Thread.sleep(STEP);
        }
        return true;
    }
}
