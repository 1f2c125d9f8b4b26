package dev.mcsync.infra.proof.chaos.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import tools.jackson.databind.json.JsonMapper;

/** Facts that must not be locked in the order in which they come. */
record Contest(
        Producer<byte[], byte[]> producer, JsonMapper json, Offered offered, int partitions) {

    private static final int CONTESTS = 150;
    private static final int CONTESTED_IDS = 150;
    private static final Duration CONTEST_EVERY = Duration.ofMillis(150);

    /**
     * The same ids again and again for different tasks, in opposite orders: two transactions that
     * claim them in the order in which they come wait for each other.
     */
    void run() {
        for (int round = 0; round < CONTESTS; round++) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < CONTESTED_IDS; i++) {
                ids.add("evt_contested_" + round + "_" + i);
            }
            for (int partition = 0; partition < partitions; partition++) {
                String task = taskOn(partition, round);
                for (String eventId : partition % 2 == 0 ? ids : ids.reversed()) {
                    offered.attempt(eventId);
                    Map<String, Object> body =
                            Map.of(
                                    "event_id",
                                    eventId,
                                    "agent_id",
                                    ScriptWriter.agent(0),
                                    "task_id",
                                    task,
                                    "command_id",
                                    "cmd_contested",
                                    "type",
                                    "ack");
                    producer.send(
                            new ProducerRecord<>(
                                    Topic.TASK_EVENTS.topicName(),
                                    task.getBytes(UTF_8),
                                    json.writeValueAsBytes(body)));
                }
            }
            producer.flush();
            // Readers that have come to rest begin the next round together.
            LockSupport.parkNanos(CONTEST_EVERY.toNanos());
        }
    }

    private String taskOn(int partition, int round) {
        for (int i = 0; ; i++) {
            String task = "tsk_contested_" + round + "_" + i;
            if (Utils.toPositive(Utils.murmur2(task.getBytes(UTF_8))) % partitions == partition) {
                return task;
            }
        }
    }
}
