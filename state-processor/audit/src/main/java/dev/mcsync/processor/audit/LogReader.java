package dev.mcsync.processor.audit;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How an audit reads the log: what was committed, in large pieces, as a member of no group. */
final class LogReader {

    /** A call that the log does not answer within this time fails. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

    private LogReader() {}

    /** For one thread, which assigns the partitions and closes it. */
    static KafkaConsumer<byte[], byte[]> open(String bootstrapServers) {
        int limitMillis = Math.toIntExact(ANSWER_WITHIN.toMillis());
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "allow.auto.create.topics",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        5_000,
                        "max.partition.fetch.bytes",
                        4 * 1024 * 1024,
                        "request.timeout.ms",
                        limitMillis / 2,
                        "default.api.timeout.ms",
                        limitMillis),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
