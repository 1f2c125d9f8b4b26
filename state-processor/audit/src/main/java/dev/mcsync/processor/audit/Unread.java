package dev.mcsync.processor.audit;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether records lie between a group and the place that it is to reach. Offsets alone cannot tell:
 * the marker that ends a transaction has one, too, and no group commits that it has read it. For
 * one thread.
 */
final class Unread implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;

    Unread(KafkaClients clients) {
        this.consumer = LogReader.open(clients);
    }

    /**
     * @param committed where the group stands; a partition that is missing was never read
     * @param ends where it is to get to, exclusive, for each partition of the topic
     * @return true when there is a record that it has not read, or may yet be: a transaction on the
     *     way is open, or the log was silent for a moment
     */
    boolean mayLieBetween(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends) {
        consumer.assign(ends.keySet());
        for (TopicPartition partition : ends.keySet()) {
            Long next = committed.get(partition);
            if (next == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, next);
            }
        }
        long before = -1;
        for (long at = place(ends); at > before; at = place(ends)) {
            if (ends.entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                return false;
            }
            before = at;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(partition, 0L)) {
                    return true;
                }
            }
        }
        return true;
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Grows while there is anything to read, markers included. */
    private long place(Map<TopicPartition, Long> ends) {
        return ends.keySet().stream().mapToLong(consumer::position).sum();
    }
}
