package dev.mcsync.ingress;

import static org.assertj.core.api.Assertions.fail;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads one topic from its beginning. For one thread. */
final class LogReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaConsumer<String, byte[]> consumer;

    LogReader(String bootstrapServers, Topic topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic.topicName(), PATIENCE).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The first record that fits, from where the last reading ended. */
    ConsumerRecord<String, byte[]> await(Predicate<ConsumerRecord<String, byte[]>> fits) {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                if (fits.test(record)) {
                    return record;
                }
            }
        }
        return fail("no such record within " + PATIENCE);
    }

    /** Everything up to where the log ends now. */
    List<ConsumerRecord<String, byte[]>> readAll() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment(), PATIENCE);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        while (ends.entrySet().stream()
                .anyMatch(partition ->
                        consumer.position(partition.getKey()) < partition.getValue())) {
            if (Instant.now().isAfter(end)) {
                return fail("the log could not be read within " + PATIENCE);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(found::add);
        }
        return found;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
