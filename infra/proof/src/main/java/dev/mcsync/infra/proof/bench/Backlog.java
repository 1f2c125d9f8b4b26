package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Whole lives of tasks, put on the log as an internal producer would: many tasks side by side. */
final class Backlog {

    private static final int AGENTS = 20;
    private static final int TASKS_SIDE_BY_SIDE = 200;
    private static final List<ReportType> LIFE =
            List.of(ReportType.ACK, ReportType.RUNNING, ReportType.PROGRESS, ReportType.DONE);

    /** What a task's life counts: its creation and its reports. */
    static final int EVENTS_A_TASK = 1 + LIFE.size();

    private Backlog() {}

    /** Returns when the log has all of them. */
    static void write(String bootstrapServers, int tasks) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "linger.ms",
                                20,
                                "compression.type",
                                "lz4"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int from = 0; from < tasks; from += TASKS_SIDE_BY_SIDE) {
                int to = Math.min(tasks, from + TASKS_SIDE_BY_SIDE);
                for (int step = 0; step < EVENTS_A_TASK; step++) {
                    for (int task = from; task < to; task++) {
                        TaskFact fact = life(task).get(step);
                        producer.send(
                                new ProducerRecord<>(
                                        Topic.TASK_EVENTS.topicName(),
                                        fact.taskId().value().getBytes(StandardCharsets.UTF_8),
                                        WireCodec.encode(fact)));
                    }
                }
            }
            producer.flush();
        }
    }

    private static List<TaskFact> life(int number) {
        CommandId command = new CommandId("cmd_bench_" + number);
        TaskId task = TaskId.derivedFrom(command);
        AgentId agent = new AgentId("agt_bench_" + number % AGENTS);
        List<TaskFact> life = new ArrayList<>();
        life.add(
                new TaskCreated(
                        new EventId("evt_" + number + "_created"),
                        task,
                        command,
                        agent,
                        "Benchmark task " + number,
                        null,
                        Stage.TODO,
                        TaskLimits.DEFAULT,
                        null));
        for (ReportType type : LIFE) {
            life.add(
                    new AgentReport(
                            new EventId("evt_" + number + "_" + type.wireName()),
                            task,
                            agent,
                            command,
                            type,
                            null,
                            "Step " + type.wireName() + " of task " + number,
                            null,
                            type == ReportType.PROGRESS ? 50 : null,
                            null,
                            null));
        }
        return life;
    }
}
