package dev.mcsync.processor.intake;

import dev.mcsync.contracts.topic.Topic;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How far the partitions are noted as applied. Records that change nothing need no note, and no
 * write for its sake; but after a restart all that follow the last note are read again, so one is
 * made after every so many. For all of an intake's threads.
 */
final class Bookmarks {

    private static final long MAX_READ_AGAIN = 1_000;

    /** So far, and a batch or two, the database may be behind the log though nothing was lost. */
    static boolean isUsual(String topic, long behind) {
        return topic.equals(Topic.AGENT_HEARTBEATS.topicName()) && behind <= 3 * MAX_READ_AGAIN;
    }

    private final Map<Integer, Long> noted = new ConcurrentHashMap<>();

    /**
     * Whether the place behind the record is to be noted.
     *
     * @param hasEffect whether the record is more than read
     */
    boolean isDue(ConsumerRecord<byte[], byte[]> record, boolean hasEffect) {
        Long last = noted.get(record.partition());
        boolean isDue =
                hasEffect
                        || last == null
                        || record.offset() < last
                        || record.offset() - last >= MAX_READ_AGAIN;
        if (isDue) {
            noted.put(record.partition(), record.offset());
        }
        return isDue;
    }
}
