package dev.mcsync.processor;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.ledger.Ledger;
import io.r2dbc.pool.ConnectionPool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on a real broker and database, and the hands to feed and look at it. */
final class RunningProcessor implements AutoCloseable {

    static final String TOKEN = "a-token-for-the-tests-only";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Runs when a test says so: at a moment of its own a run would repair what a test broke. */
    private static final List<String> SCHEDULES =
            List.of("--mc.reconcile.cron=", "--mc.reconcile.all-cron=", "--mc.retention.cron=");

    private static final String NEW_YEAR = "0 0 3 1 1 *";

    private final Testbed testbed;
    private final PostgresAddress address;
    private final ConnectionPool pool;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String[] settings;
    private final String firstBroker;
    private @Nullable ConfigurableApplicationContext context;
    private @Nullable List<Future<RecordMetadata>> underWay;

    final Transactions database;

    private RunningProcessor(
            Testbed testbed, String firstBroker, PostgresAddress address, String... settings) {
        this.testbed = testbed;
        this.firstBroker = firstBroker;
        this.settings = settings;
        this.address = address;
        this.pool = PostgresPool.create(address, "test", 4);
        this.database = new Transactions(pool);
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", testbed.bootstrapServers(), "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** On empty topics and an empty database; not started yet. */
    static RunningProcessor on(Testbed testbed, String... settings) {
        testbed.resetTopics();
        return new RunningProcessor(
                testbed, testbed.bootstrapServers(), testbed.freshDatabase(), settings);
    }

    /** Another one on the same topics and database; not started yet. */
    RunningProcessor besideIt(String... settings) {
        return new RunningProcessor(testbed, firstBroker, address, settings);
    }

    /** As {@link #on}, but the service first asks at another address for the broker. */
    static RunningProcessor asking(String firstBroker, Testbed testbed) {
        testbed.resetTopics();
        return new RunningProcessor(testbed, firstBroker, testbed.freshDatabase());
    }

    PostgresAddress address() {
        return address;
    }

    RunningProcessor start() {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--mc.kafka-bootstrap-servers=" + firstBroker,
                                "--mc.postgres-url=" + address.urlWithPassword(),
                                "--mc.token=" + TOKEN));
        args.addAll(List.of(settings));
        SCHEDULES.stream()
                .filter(schedule -> args.stream().noneMatch(arg -> arg.startsWith(schedule)))
                .forEach(schedule -> args.add(schedule + NEW_YEAR));
        context = StateProcessor.start(args.toArray(String[]::new));
        return this;
    }

    /**
     * As after a crash between the two transactions: the database knows the events, and the log was
     * never told. The processor must not run; the group holds its place for a session longer.
     */
    void forgetCommits(Topic topic) {
        String group = "state-processor." + topic.topicName();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", testbed.bootstrapServers()))) {
            Set<TopicPartition> committed =
                    admin.listConsumerGroupOffsets(group)
                            .partitionsToOffsetAndMetadata()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join()
                            .keySet();
            await(
                    "that nobody is in the group",
                    () ->
                            admin.deleteConsumerGroupOffsets(group, committed)
                                    .all()
                                    .toCompletionStage()
                                    .toCompletableFuture()
                                    .handle((_, failure) -> failure == null)
                                    .join());
        }
    }

    void stop() {
        if (context != null) {
            context.close();
            context = null;
        }
    }

    int port() {
        return Integer.parseInt(
                requireNonNull(
                        requireNonNull(context).getEnvironment().getProperty("local.server.port")));
    }

    /** The service's own, while it runs. */
    Ledger ledger() {
        return requireNonNull(context).getBean(Ledger.class);
    }

    void send(TaskFact fact) {
        send(Topic.TASK_EVENTS, fact.taskId().value(), WireCodec.encode(fact), null);
    }

    void send(AgentFact fact) {
        send(Topic.AGENT_HEARTBEATS, fact.agentId().value(), WireCodec.encode(fact), null);
    }

    void send(
            Topic topic,
            @Nullable String key,
            byte @Nullable [] value,
            @Nullable Integer partition) {
        Future<RecordMetadata> sent =
                producer.send(
                        new ProducerRecord<>(
                                topic.topicName(),
                                partition,
                                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                                value));
        if (underWay == null) {
            await(sent);
        } else {
            underWay.add(sent);
        }
    }

    /**
     * Sends many in their order, and waits once: until the log has them all. One thread at a time.
     */
    void together(Runnable sends) {
        List<Future<RecordMetadata>> all = new ArrayList<>();
        underWay = all;
        try {
            sends.run();
        } finally {
            underWay = null;
        }
        all.forEach(RunningProcessor::await);
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Outcome> outcomes() {
        return records(Topic.TASK_OUTCOMES).stream()
                .map(record -> WireCodec.decodeOutcome(record.value()).orThrow("outcome"))
                .toList();
    }

    /** Everything committed to the topic so far, partition by partition. */
    List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                testbed.bootstrapServers(),
                                "isolation.level",
                                "read_committed",
                                "auto.offset.reset",
                                "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.topicName()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition ->
                            consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    String text(String sql, @Nullable Object... parameters) {
        return database.query(sql, row -> String.valueOf(row.get(0)), parameters).stream()
                .findFirst()
                .orElse("");
    }

    void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Expected within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    void awaitText(String expected, String sql, @Nullable Object... parameters) {
        await(sql + " to give " + expected, () -> text(sql, parameters).equals(expected));
    }

    @Override
    public void close() {
        stop();
        producer.close();
        pool.dispose();
    }
}
