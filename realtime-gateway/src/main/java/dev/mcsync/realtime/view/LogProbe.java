package dev.mcsync.realtime.view;

import static java.util.Objects.requireNonNull;

import dev.mcsync.realtime.view.BoardKey.Kind;
import dev.mcsync.realtime.view.TopicLayout.Shape;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks the log what the topics look like and where they end. Every answer comes from the leaders of
 * the partitions, so an answer also proves that they can be reached. Blocks, up to {@link #WITHIN}.
 */
final class LogProbe implements AutoCloseable {

    static final Duration WITHIN = Duration.ofSeconds(4);

    private final Admin admin;

    LogProbe(KafkaClients clients) {
        admin = clients.openAdmin("mc-realtime-probe", WITHIN);
    }

    TopicLayout layout() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> names = List.of(Kind.TASK.topic().topicName(), Kind.AGENT.topic().topicName());
        Map<String, TopicDescription> described =
                admin.describeTopics(names)
                        .allTopicNames()
                        .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        return new TopicLayout(shape(described, Kind.TASK), shape(described, Kind.AGENT));
    }

    /** Ends as a reader of committed records sees them. */
    Map<TopicPartition, Long> ends(TopicLayout layout)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (TopicPartition partition : partitions(layout)) {
            asked.put(partition, OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get(WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static Shape shape(Map<String, TopicDescription> described, Kind kind) {
        TopicDescription topic = requireNonNull(described.get(kind.topic().topicName()));
        return new Shape(topic.topicId(), topic.partitions().size());
    }

    private static List<TopicPartition> partitions(TopicLayout layout) {
        List<TopicPartition> all = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int i = 0; i < layout.shape(kind).partitions(); i++) {
                all.add(new TopicPartition(kind.topic().topicName(), i));
            }
        }
        return all;
    }
}
