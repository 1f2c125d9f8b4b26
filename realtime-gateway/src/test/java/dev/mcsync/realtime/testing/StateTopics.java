package dev.mcsync.realtime.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the compacted topics as the processor does: in transactions. For one thread. */
public final class StateTopics implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;

    public StateTopics(String bootstrapServers) {
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "test-" + UUID.randomUUID(),
                                ProducerConfig.LINGER_MS_CONFIG,
                                5),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
    }

    public void commit(Runnable writes) {
        producer.beginTransaction();
        writes.run();
        producer.commitTransaction();
    }

    public void abort(Runnable writes) {
        producer.beginTransaction();
        writes.run();
        producer.flush();
        producer.abortTransaction();
    }

    /** In a transaction of its own. */
    public void commit(TaskSnapshot task) {
        commit(() -> put(task));
    }

    /** In a transaction of its own. */
    public void commit(AgentSnapshot agent) {
        commit(() -> put(agent));
    }

    public void put(TaskSnapshot task) {
        send(Topic.TASK_STATE, task.taskId().value(), WireCodec.encode(task));
    }

    public void put(AgentSnapshot agent) {
        send(Topic.AGENT_STATE, agent.agentId().value(), WireCodec.encode(agent));
    }

    public void removeTask(String id) {
        send(Topic.TASK_STATE, id, null);
    }

    public void putRaw(Topic topic, String key, byte @Nullable [] value) {
        send(topic, key, value);
    }

    /**
     * @param headers name and value in turn
     * @return its place, known once the transaction is committed
     */
    public Future<RecordMetadata> put(Topic topic, String key, byte[] value, String... headers) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), value);
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], headers[i + 1].getBytes(UTF_8));
        }
        return producer.send(record);
    }

    @Override
    public void close() {
        producer.close();
    }

    private void send(Topic topic, String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), value));
    }
}
