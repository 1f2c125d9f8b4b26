package dev.mcsync.realtime.view;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that tells how far its owner has come. Whoever polls again has dealt with what the
 * last poll gave, so the position at the start of a poll is what has been taken in. The records
 * alone would not tell: behind the last one there may be markers of transactions.
 */
final class TrackedConsumer extends KafkaConsumer<byte[], byte[]> {

    private final Consumer<Map<TopicPartition, Long>> takenIn;

    TrackedConsumer(Map<String, Object> config, Consumer<Map<TopicPartition, Long>> takenIn) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.takenIn = takenIn;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Map<TopicPartition, Long> positions = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            try {
                positions.put(partition, position(partition, Duration.ZERO));
            } catch (TimeoutException _) {
                // Not known at the moment, as while the leader moves: it then stays what it was.
            }
        }
        takenIn.accept(positions);
        return super.poll(timeout);
    }
}
