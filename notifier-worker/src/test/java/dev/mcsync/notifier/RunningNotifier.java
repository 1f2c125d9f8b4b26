package dev.mcsync.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.discord.ScriptedDiscord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The service as tests see it: outcomes go in on the broker, messages come out at the webhook. */
final class RunningNotifier implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Testbed testbed;
    private final PostgresAddress database;
    private final ScriptedDiscord discord = ScriptedDiscord.start();
    private final List<ConfigurableApplicationContext> started = new ArrayList<>();
    private final KafkaProducer<byte[], byte[]> producer;

    RunningNotifier(Testbed testbed) {
        this.testbed = testbed;
        this.database = testbed.freshDatabase();
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                testbed.bootstrapServers(),
                                "acks",
                                "all",
                                "max.block.ms",
                                60_000),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    ConfigurableApplicationContext start(String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        args.add("--mc.discord-webhook-url=" + discord.url());
        return startWithoutWebhook(args.toArray(String[]::new));
    }

    ConfigurableApplicationContext startWithoutWebhook(String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--mc.local=true",
                                "--mc.token=test",
                                "--mc.discord-max-retry=2s",
                                "--mc.kafka-bootstrap-servers=" + testbed.bootstrapServers(),
                                "--mc.postgres-url=" + database.urlWithPassword()));
        args.addAll(List.of(more));
        ConfigurableApplicationContext context = NotifierWorker.start(args.toArray(String[]::new));
        started.add(context);
        return context;
    }

    ScriptedDiscord discord() {
        return discord;
    }

    List<String> rows(String sql) {
        return Query.rows(database, sql);
    }

    void execute(String sql) {
        Query.execute(database, sql);
    }

    void publish(Outcome outcome) {
        publish(outcome.key(), WireCodec.encode(outcome));
    }

    void publish(String key, byte[] value) {
        try {
            producer.send(
                            new ProducerRecord<>(
                                    Topic.TASK_OUTCOMES.topicName(), key.getBytes(UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Expected the broker to take a record", e);
        }
    }

    static Outcome progress(String task, int step) {
        return OutcomeSamples.of(FactType.PROGRESS).task(task).message("passo " + step).outcome();
    }

    /** How {@link #progress} is told. */
    static String line(String task, int step) {
        return "🟧 [PROGRESS] %s -> doing | passo %d".formatted(task, step);
    }

    void awaitMessages(int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(discord.messages()).hasSizeGreaterThanOrEqualTo(count));
    }

    void awaitLines(int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(discord.lines()).hasSizeGreaterThanOrEqualTo(count));
    }

    void awaitRows(String sql, String... expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(rows(sql)).containsExactly(expected));
    }

    /** Waits until at least so many records were rejected, and gives all that there are. */
    List<ConsumerRecord<byte[], byte[]>> rejected(int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers", testbed.bootstrapServers(),
                                "group.id", "rejected-reader",
                                "auto.offset.reset", "earliest"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(Topic.REJECTED_EVENTS.topicName()));
            await().atMost(SOON)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(500)).forEach(records::add);
                        return records.size() >= count && !consumer.assignment().isEmpty();
                    });
        }
        return records;
    }

    @Override
    public void close() {
        started.forEach(ConfigurableApplicationContext::close);
        producer.close(Duration.ofSeconds(5));
        discord.close();
    }
}
