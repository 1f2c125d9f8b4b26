package dev.mcsync.processor.audit;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads whole topics as a committed reader does. For one thread. */
final class Log implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final LogOffsets offsets;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * @param offsets closed by the caller
     */
    Log(KafkaClients clients, LogOffsets offsets) {
        this.offsets = offsets;
        this.consumer = LogReader.open(clients);
    }

    /** Whether the oldest records of the topic are gone, as its retention wants. */
    boolean hasLostItsBeginning(Topic topic) {
        return consumer.beginningOffsets(partitions(topic)).values().stream()
                .anyMatch(offset -> offset > 0);
    }

    /**
     * From the beginning.
     *
     * @param ends where to stop, exclusive; null for where the topic ends now, and what is open
     *     there is waited for. A partition that is missing in it is not read
     * @return how many records were read
     */
    long read(
            Topic topic,
            @Nullable Map<TopicPartition, Long> ends,
            Consumer<ConsumerRecord<byte[], byte[]>> action,
            Progress progress)
            throws InterruptedException {
        List<TopicPartition> all = partitions(topic);
        Map<TopicPartition, Long> stop = ends == null ? offsets.endsOf(topic) : ends;
        List<TopicPartition> partitions =
                all.stream().filter(partition -> stop.getOrDefault(partition, 0L) > 0).toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        long expected =
                partitions.stream()
                        .mapToLong(partition ->
                                stop.getOrDefault(partition, 0L) - consumer.position(partition))
                        .sum();
        long read = 0;
        while (partitions.stream()
                .anyMatch(partition ->
                        consumer.position(partition) < stop.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < stop.getOrDefault(partition, 0L)) {
                    action.accept(record);
                    read++;
                }
            }
            progress.at(topic.topicName(), read, expected);
        }
        return read;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitions(Topic topic) {
        return consumer.partitionsFor(topic.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
