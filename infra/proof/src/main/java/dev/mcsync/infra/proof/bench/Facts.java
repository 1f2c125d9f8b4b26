package dev.mcsync.infra.proof.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts the facts of a measurement on the log, as an internal producer does. Thread-safe. */
final class Facts implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    Facts(String bootstrapServers) {
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    void created(String task, String agent, TaskLimits limits) {
        send(
                new TaskCreated(
                        EventId.fresh(),
                        commandOf(task),
                        new Brief(
                                new TaskId(task),
                                new AgentId(agent),
                                "Measured " + task,
                                null,
                                limits),
                        Stage.TODO,
                        null));
    }

    void reported(String task, String agent, ReportType type) {
        send(
                new AgentReport(
                        EventId.fresh(),
                        new TaskId(task),
                        new AgentId(agent),
                        commandOf(task),
                        type,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        AgentReport.Words.NONE));
    }

    void heartbeat(String agent) {
        send(
                new Heartbeat(
                        EventId.fresh(),
                        new AgentId(agent),
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(),
                        null,
                        false));
    }

    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }

    private static CommandId commandOf(String task) {
        return new CommandId("cmd_of_" + task);
    }

    private void send(TaskFact fact) {
        send(Topic.TASK_EVENTS, fact.taskId().value(), WireCodec.encode(fact));
    }

    private void send(AgentFact fact) {
        send(Topic.AGENT_HEARTBEATS, fact.agentId().value(), WireCodec.encode(fact));
    }

    private void send(Topic topic, String key, byte[] value) {
        var _ = producer.send(new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), value));
    }
}
