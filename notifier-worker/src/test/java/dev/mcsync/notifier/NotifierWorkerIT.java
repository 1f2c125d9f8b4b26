package dev.mcsync.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.infra.testbed.SeenClients;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.discord.ScriptedDiscord;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    private static final Duration SOON = Duration.ofSeconds(60);

    private final RunningNotifier notifier = new RunningNotifier(Testbed.shared());
    private final ScriptedDiscord discord = notifier.discord();

    @BeforeEach
    void emptyTopics() {
        Testbed.shared().resetTopics();
    }

    @AfterEach
    void stopAll() {
        notifier.close();
    }

    @Test
    void whatTheOperatorSetsReachesEveryClientOfKafka() {
        notifier.start(SeenClients.ARGUMENT);

        notifier.publish("tsk_1", new byte[] {'{'});

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(SeenClients.ids())
                                .contains("notifier-worker-rejected")
                                .anyMatch(id -> id.matches("notifier-worker(-[0-9]+)?")));
    }

    @Test
    void anOutcomeIsToldOnceAndInItsWords() {
        notifier.start();

        notifier.publish(OutcomeSamples.of(FactType.ACK).outcome());
        notifier.publish(OutcomeSamples.of(FactType.RUNNING).outcome());
        notifier.publish(OutcomeSamples.of(FactType.DONE).outcome());
        notifier.publish(OutcomeSamples.offline("agent-1", 191L));

        notifier.awaitMessages(4);
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
        notifier.start();
        Outcome done = OutcomeSamples.of(FactType.DONE).outcome();

        notifier.publish(done);
        notifier.publish(done);
        notifier.awaitMessages(1);
        notifier.publish(done);
        notifier.publish(OutcomeSamples.of(FactType.FAILED).outcome());

        notifier.awaitMessages(2);
        assertThat(discord.messages()).filteredOn(text -> text.contains("DONE")).hasSize(1);
    }

    @Test
    void aRestartNeitherLosesNorRepeatsAnything() {
        ConfigurableApplicationContext first = notifier.start();
        for (int i = 0; i < 20; i++) {
            notifier.publish(RunningNotifier.progress("tsk_1", i));
        }
        notifier.awaitLines(5);
        first.close();
        for (int i = 20; i < 40; i++) {
            notifier.publish(RunningNotifier.progress("tsk_1", i));
        }

        notifier.start();

        notifier.awaitLines(40);
        assertThat(discord.lines()).containsExactlyElementsOf(lines("tsk_1", 40));
    }

    @Test
    void eachTaskIsToldInOrderWhateverDiscordAnswers() {
        discord.next(
                ScriptedDiscord.status(500),
                ScriptedDiscord.respond(429, Map.of("Retry-After", "0.2"), ""),
                ScriptedDiscord.status(200),
                ScriptedDiscord.respond(429, Map.of(), "{\"retry_after\":0.2,\"global\":true}"),
                ScriptedDiscord.status(502));
        notifier.start("--mc.discord-first-retry=50ms");
        for (int i = 0; i < 50; i++) {
            for (String task : List.of("tsk_a", "tsk_b", "tsk_c")) {
                notifier.publish(RunningNotifier.progress(task, i));
            }
        }

        notifier.awaitLines(150);
        for (String task : List.of("tsk_a", "tsk_b", "tsk_c")) {
            assertThat(discord.lines())
                    .filteredOn(text -> text.contains(task))
                    .containsExactlyElementsOf(lines(task, 50));
        }
    }

    @Test
    void aLostAnswerIsTheOnlyCauseOfASecondMessageAndIsCounted() {
        discord.next(new ScriptedDiscord.Part.AcceptAndReset());
        ConfigurableApplicationContext context = notifier.start("--mc.discord-first-retry=50ms");

        notifier.publish(OutcomeSamples.of(FactType.DONE).outcome());

        notifier.awaitMessages(2);
        assertThat(discord.messages().get(0)).isEqualTo(discord.messages().get(1));
        notifier.awaitRows("select state, attempts, ambiguous from discord_deliveries", "sent|2|1");
        assertThat(
                        context.getBean(MeterRegistry.class)
                                .get("mc.discord.ambiguous.resend")
                                .counter()
                                .count())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeReadOrStoredIsRejectedAndHoldsUpNothing() {
        notifier.execute(
                "alter table discord_deliveries add check (task_id is distinct from 'tsk_poison')");
        notifier.start();

        notifier.publish("tsk_1", "{\"event_id\":".getBytes(UTF_8));
        notifier.publish("another", WireCodec.encode(OutcomeSamples.of(FactType.ACK).outcome()));
        notifier.publish(OutcomeSamples.of(FactType.ACK).task("tsk_poison").outcome());
        notifier.publish(OutcomeSamples.of(FactType.DONE).outcome());

        notifier.awaitMessages(1);
        assertThat(notifier.rejected(3))
                .extracting(record -> header(record, Headers.REJECTED_REASON))
                .containsExactlyInAnyOrder("undecodable", "key_mismatch", "unstorable");
        assertThat(discord.messages()).containsExactly("🟩 [DONE] tsk_1 concluída por agent-1");
    }

    /** Of an outcome that is new to it, it tells where it led. */
    @Test
    void whatALaterVersionTellsIsNotedAndToldAsFarAsItIsUnderstood() {
        notifier.start();
        byte[] done = WireCodec.encode(OutcomeSamples.of(FactType.DONE).event("e1").outcome());
        byte[] moved = WireCodec.encode(OutcomeSamples.of(FactType.MOVED).event("e2").outcome());

        notifier.publish("tsk_1", later(done));
        notifier.publish("tsk_1", later(moved));

        notifier.awaitRows(
                "select event_id, state, reason from discord_deliveries order by id",
                "e1|sent|null",
                "e2|suppressed|no_template");
        assertThat(discord.messages()).containsExactly("🟩 [DONE] tsk_1 concluída por agent-1");
    }

    private static byte[] later(byte[] outcome) {
        return new String(outcome, UTF_8)
                .replaceFirst("(\"type\"):\"[a-z]+\"", "$1:\"added_later\"")
                .replaceFirst("}$", ",\"added_later\":true}")
                .getBytes(UTF_8);
    }

    @Test
    void withoutAWebhookTheLedgerSaysSoAndTheStartOnce(CapturedOutput output) {
        notifier.startWithoutWebhook("--mc.discord-webhook-url=");

        notifier.publish(OutcomeSamples.of(FactType.DONE).event("e1").outcome());
        notifier.publish(OutcomeSamples.of(FactType.CREATED).event("e2").outcome());

        notifier.awaitRows(
                "select event_id, state, reason from discord_deliveries order by id",
                "e1|suppressed|no_webhook",
                "e2|suppressed|no_template");
        assertThat(output.getAll().split("no_webhook", -1)).hasSize(2);
        assertThat(discord.requests()).isEmpty();
    }

    @Test
    void aDeletedWebhookStopsTheChannelUntilItIsMended(CapturedOutput output) {
        for (int i = 0; i < 4; i++) {
            discord.next(
                    ScriptedDiscord.respond(
                            404, Map.of(), "{\"message\":\"Unknown Webhook\",\"code\":10015}"));
        }
        notifier.start();

        notifier.publish(OutcomeSamples.of(FactType.ACK).outcome());
        notifier.publish(OutcomeSamples.of(FactType.DONE).outcome());

        notifier.awaitRows("select cause, detail->>'code' from incidents", "discord:team|10015");
        notifier.awaitMessages(2);
        notifier.awaitRows("select resolved_at is null from incidents", "f");
        notifier.awaitRows("select state from discord_deliveries", "sent", "sent");
        assertThat(output.getAll()).doesNotContain(ScriptedDiscord.secret());
    }

    @Test
    void aMessageThatIsWrongDiesAloneAndIsSentAgainWhenAPersonAsks()
            throws IOException, InterruptedException {
        discord.next(
                ScriptedDiscord.respond(
                        400, Map.of(), "{\"message\":\"Invalid Form Body\",\"code\":50035}"));
        ConfigurableApplicationContext context = notifier.start();
        String port = requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        notifier.publish(OutcomeSamples.of(FactType.ACK).event("e1").outcome());
        notifier.publish(OutcomeSamples.of(FactType.DONE).event("e2").outcome());
        notifier.awaitRows(
                "select event_id, state, reason, refusal from discord_deliveries order by id",
                "e1|dead|discord_400_50035|status 400, code 50035 (Invalid Form Body)",
                "e2|sent|null|null");

        assertThat(retry(port, "e1", "").statusCode()).isEqualTo(401);
        assertThat(retry(port, "e1", "test").statusCode()).isEqualTo(202);

        notifier.awaitRows(
                "select event_id, state from discord_deliveries order by id", "e1|sent", "e2|sent");
        assertThat(retry(port, "e1", "test").statusCode()).isEqualTo(409);
    }

    @Test
    void theProbesAreOpenAndTheMetricsAreNot() throws IOException, InterruptedException {
        discord.next(ScriptedDiscord.status(500));
        ConfigurableApplicationContext context = notifier.start();
        String port = requireNonNull(context.getEnvironment().getProperty("local.server.port"));
        notifier.publish(OutcomeSamples.of(FactType.DONE).outcome());
        notifier.awaitMessages(1);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(get(port, "/actuator/health/readiness", "").statusCode())
                                .isEqualTo(200));
        assertThat(get(port, "/actuator/health/liveness", "").statusCode()).isEqualTo(200);
        assertThat(get(port, "/actuator/health", "").body())
                .contains("\"discord\"", "\"database\"", "\"kafka\"", "\"intake\"")
                .doesNotContain(ScriptedDiscord.secret());
        assertThat(get(port, "/actuator/prometheus", "").statusCode()).isEqualTo(401);
        assertThat(get(port, "/actuator/env", "test").statusCode()).isEqualTo(404);
        assertThat(get(port, "/actuator/prometheus", "test").body())
                .contains(
                        "mc_discord_ambiguous_resend_total{channel=\"team\"} 0.0",
                        "mc_discord_requests_total{channel=\"team\",result=\"unavailable\"} 1.0",
                        "mc_discord_waiting{channel=\"team\"}",
                        "mc_discord_oldest_waiting_seconds{channel=\"team\"}",
                        "mc_notifier_outcomes_total{result=\"waiting\"} 1.0")
                .doesNotContain(ScriptedDiscord.secret());
    }

    private static HttpResponse<String> retry(String port, String eventId, String token)
            throws IOException, InterruptedException {
        return send(
                request(port, "/api/dashboard/deliveries/" + eventId + "/retry")
                        .POST(HttpRequest.BodyPublishers.noBody()),
                token);
    }

    private static HttpResponse<String> get(String port, String path, String token)
            throws IOException, InterruptedException {
        return send(request(port, path), token);
    }

    private static HttpRequest.Builder request(String port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String token)
            throws IOException, InterruptedException {
        if (!token.isEmpty()) {
            request.header(AccessTokens.HEADER, token);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static List<String> lines(String task, int count) {
        return IntStream.range(0, count).mapToObj(i -> RunningNotifier.line(task, i)).toList();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
