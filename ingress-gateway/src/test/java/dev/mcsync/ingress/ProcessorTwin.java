package dev.mcsync.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskOutcome.Actor;
import dev.mcsync.contracts.wire.TaskOutcome.Provenance;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says of every fact, in a Kafka transaction as the processor does, that it was applied. */
final class ProcessorTwin implements AutoCloseable {

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Thread thread;

    ProcessorTwin(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                                "processor-twin"),
                        new StringSerializer(),
                        new ByteArraySerializer());
        producer.initTransactions();
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topic.TASK_EVENTS.topicName()).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("processor-twin").start(this::run);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer;
                producer) {
            while (true) {
                var records = consumer.poll(Duration.ofSeconds(1));
                if (!records.isEmpty()) {
                    producer.beginTransaction();
                    records.forEach(this::apply);
                    producer.commitTransaction();
                }
            }
        } catch (WakeupException _) {
            // The end.
        }
    }

    private void apply(ConsumerRecord<String, byte[]> record) {
        TaskFact fact = WireCodec.decodeTaskFact(record.value()).orThrow("fact");
        Instant now = Instant.now();
        TaskOutcome outcome =
                new TaskOutcome(
                        fact.eventId(),
                        fact.type(),
                        fact.taskId(),
                        null,
                        new Actor(null, null, null),
                        new Transition(
                                Effect.APPLIED,
                                null,
                                null,
                                new TaskState(TaskStatus.QUEUED, Stage.TODO, 1),
                                List.of()),
                        Remark.NONE,
                        new Provenance(
                                null,
                                now,
                                now,
                                new SourcePosition(
                                        record.topic(), record.partition(), record.offset())),
                        null);
        ProducerRecord<String, byte[]> told =
                new ProducerRecord<>(
                        Topic.TASK_OUTCOMES.topicName(), outcome.key(), WireCodec.encode(outcome));
        told.headers().add(Headers.EVENT_ID, fact.eventId().value().getBytes(UTF_8));
        var _ = producer.send(told);
    }
}
