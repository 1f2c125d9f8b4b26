package dev.mcsync.processor.audit;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** How an audit reads the log: what was committed, in large pieces, as a member of no group. */
final class LogReader {

    /** A call that the log does not answer within this time fails. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private LogReader() {}

    /** For one thread, which assigns the partitions and closes it. */
    static KafkaConsumer<byte[], byte[]> open(KafkaClients clients) {
        return clients.openConsumer(
                "mc-sync-audit",
                Map.of(
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        4 * 1024 * 1024,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        ANSWER_WITHIN.dividedBy(2),
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        ANSWER_WITHIN));
    }
}
