package dev.mcsync.processor.audit;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.TopicPartition;

/** Where consumer groups stand. For one thread. */
final class GroupOffsets implements AutoCloseable {

    private final Admin admin;

    GroupOffsets(KafkaClients clients) {
        this.admin = clients.openAdmin("mc-sync-audit", LogReader.ANSWER_WITHIN);
    }

    /** The group of the processors that takes in this topic. */
    static String intakeOf(String topic) {
        return "state-processor." + topic;
    }

    /**
     * The first offset of each partition that the group is not done with.
     *
     * @throws AuditFailedException when the log does not answer
     */
    Map<TopicPartition, Long> of(String group) throws InterruptedException {
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            admin.listConsumerGroupOffsets(Map.of(group, new ListConsumerGroupOffsetsSpec()))
                    .partitionsToOffsetAndMetadata(group)
                    .get(LogReader.ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset.offset());
                        }
                    });
            return offsets;
        } catch (ExecutionException | TimeoutException e) {
            throw new AuditFailedException("The log cannot be reached", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
