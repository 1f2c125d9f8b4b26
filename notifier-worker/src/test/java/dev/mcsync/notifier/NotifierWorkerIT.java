package dev.mcsync.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.discord.ScriptedDiscord;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service on a real broker and a real database, with a webhook of this machine. */
@ExtendWith(OutputCaptureExtension.class)
class NotifierWorkerIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Testbed testbed = Testbed.shared();
    private final List<ConfigurableApplicationContext> started = new ArrayList<>();
    private final ScriptedDiscord discord = ScriptedDiscord.start();
    private PostgresAddress database = testbed.freshDatabase();
    private KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                    Map.of("bootstrap.servers", testbed.bootstrapServers(), "acks", "all"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());

    @BeforeEach
    void emptyTopics() {
        testbed.resetTopics();
    }

    @AfterEach
    void stopAll() {
        started.forEach(ConfigurableApplicationContext::close);
        producer.close();
        discord.close();
    }

    @Test
    void anOutcomeIsToldOnceAndInItsWords() {
        start();

        publish(OutcomeSamples.of("ack").outcome());
        publish(OutcomeSamples.of("running").outcome());
        publish(OutcomeSamples.of("done").outcome());
        publish(OutcomeSamples.offline("agent-1", 191L));

        awaitMessages(4);
        assertThat(discord.messages())
                .containsExactlyInAnyOrder(
                        "🟦 [ACK] agent-1 recebeu tsk_1 | etapa: todo",
                        "🟨 [RUNNING] agent-1 iniciou tsk_1",
                        "🟩 [DONE] tsk_1 concluída por agent-1",
                        "🚨 [OFFLINE] agent-1 sem heartbeat há 3 min");
        assertThat(discord.requests())
                .allSatisfy(request -> {
                    assertThat(request.uri()).endsWith("?wait=true");
                    assertThat(request.body().path("allowed_mentions").toString())
                            .isEqualTo("{\"parse\":[]}");
                });
    }

    @Test
    void theSameOutcomeTwiceIsToldOnce() {
        start();
        Outcome done = OutcomeSamples.of("done").outcome();

        publish(done);
        publish(done);
        awaitMessages(1);
        publish(done);
        publish(OutcomeSamples.of("failed").outcome());

        awaitMessages(2);
        assertThat(discord.messages()).filteredOn(text -> text.contains("DONE")).hasSize(1);
    }

    @Test
    void aRestartNeitherLosesNorRepeatsAnything() {
        ConfigurableApplicationContext first = start();
        for (int i = 0; i < 20; i++) {
            publish(progress("tsk_1", i));
        }
        awaitLines(5);
        first.close();
        for (int i = 20; i < 40; i++) {
            publish(progress("tsk_1", i));
        }

        start();

        awaitLines(40);
        assertThat(discord.lines())
                .containsExactlyElementsOf(
                        IntStream.range(0, 40).mapToObj(i -> line("tsk_1", i)).toList());
    }

    @Test
    void eachTaskIsToldInOrderWhateverDiscordAnswers() {
        discord.next(
                ScriptedDiscord.status(500),
                ScriptedDiscord.respond(429, Map.of("Retry-After", "0.2"), ""),
                ScriptedDiscord.status(200),
                ScriptedDiscord.respond(429, Map.of(), "{\"retry_after\":0.2,\"global\":true}"),
                ScriptedDiscord.status(502));
        start("--mc.discord-first-retry=50ms");
        for (int i = 0; i < 50; i++) {
            for (String task : List.of("tsk_a", "tsk_b", "tsk_c")) {
                publish(progress(task, i));
            }
        }

        awaitLines(150);
        for (String task : List.of("tsk_a", "tsk_b", "tsk_c")) {
            assertThat(discord.lines())
                    .filteredOn(text -> text.contains(task))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 50).mapToObj(i -> line(task, i)).toList());
        }
        assertThat(discord.messages()).hasSizeLessThan(100);
    }

    @Test
    void aLostAnswerIsTheOnlyCauseOfASecondMessageAndIsCounted() {
        discord.next(new ScriptedDiscord.Part.AcceptAndReset());
        ConfigurableApplicationContext context = start("--mc.discord-first-retry=50ms");

        publish(OutcomeSamples.of("done").outcome());

        awaitMessages(2);
        assertThat(discord.messages().get(0)).isEqualTo(discord.messages().get(1));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        rows(
                                                "select state, attempts, ambiguous from discord_deliveries"))
                                .containsExactly("sent|2|1"));
        assertThat(
                        context.getBean(MeterRegistry.class)
                                .get("mc.discord.ambiguous.resend")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsRejectedAndHoldsUpNothing() {
        start();

        publish("tsk_1", "{\"event_id\":".getBytes(UTF_8));
        publish("another", WireCodec.encode(OutcomeSamples.of("ack").outcome()));
        publish(OutcomeSamples.of("done").outcome());

        awaitMessages(1);
        assertThat(discord.messages()).containsExactly("🟩 [DONE] tsk_1 concluída por agent-1");
        assertThat(rejected(2))
                .extracting(record -> header(record, Headers.REJECTED_REASON))
                .containsExactlyInAnyOrder("undecodable", "key_mismatch");
    }

    @Test
    void withoutAWebhookTheLedgerSaysSo(CapturedOutput output) {
        startWith("--mc.discord-webhook-url=");

        publish(OutcomeSamples.of("done").event("e1").outcome());
        publish(OutcomeSamples.of("created").event("e2").outcome());

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        rows(
                                                "select event_id, state, reason from"
                                                        + " discord_deliveries order by id"))
                                .containsExactly(
                                        "e1|suppressed|no_webhook", "e2|suppressed|no_template"));
        assertThat(output.getAll().split("no_webhook", -1)).hasSize(2);
        assertThat(discord.requests()).isEmpty();
    }

    @Test
    void aDeletedWebhookStopsTheChannelUntilTheNextStart(CapturedOutput output) {
        discord.next(ScriptedDiscord.status(404));
        ConfigurableApplicationContext context = start();

        publish(OutcomeSamples.of("ack").outcome());
        publish(OutcomeSamples.of("done").outcome());

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(rows("select cause, resolved_at is null from incidents"))
                                .containsExactly("discord:team|t"));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(rows("select state from discord_deliveries"))
                                .containsExactly("waiting", "waiting"));
        assertThat(discord.requests()).hasSize(1);
        context.close();

        start();

        awaitMessages(2);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(rows("select resolved_at is null from incidents"))
                                .containsExactly("f"));
        assertThat(output.getAll()).doesNotContain(ScriptedDiscord.secret());
    }

    private ConfigurableApplicationContext start(String... more) {
        List<String> args = new ArrayList<>(List.of(more));
        args.add("--mc.discord-webhook-url=" + discord.url());
        return startWith(args.toArray(String[]::new));
    }

    private ConfigurableApplicationContext startWith(String... more) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--mc.local=true",
                                "--mc.token=test",
                                "--mc.kafka-bootstrap-servers=" + testbed.bootstrapServers(),
                                "--mc.postgres-url=" + database.urlWithPassword()));
        args.addAll(List.of(more));
        long begin = System.nanoTime();
        ConfigurableApplicationContext context = NotifierWorker.start(args.toArray(String[]::new));
        System.out.println("start-up " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        started.add(context);
        return context;
    }

    private void publish(Outcome outcome) {
        publish(outcome.key(), WireCodec.encode(outcome));
    }

    private void publish(String key, byte[] value) {
        try {
            producer.send(
                            new ProducerRecord<>(
                                    Topic.TASK_OUTCOMES.topicName(), key.getBytes(UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("Expected the broker to take a record", e);
        }
    }

    private static Outcome progress(String task, int step) {
        return OutcomeSamples.of("progress").task(task).message("passo " + step).outcome();
    }

    private static String line(String task, int step) {
        return "🟧 [PROGRESS] %s -> doing | passo %d".formatted(task, step);
    }

    private void awaitMessages(int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(discord.messages()).hasSizeGreaterThanOrEqualTo(count));
    }

    private void awaitLines(int count) {
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(discord.lines()).hasSizeGreaterThanOrEqualTo(count));
    }

    private List<String> rows(String sql) {
        return Query.rows(database, sql);
    }

    private List<ConsumerRecord<byte[], byte[]>> rejected(int count) {
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
                        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                        return records.size() >= count;
                    });
        }
        return records;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
