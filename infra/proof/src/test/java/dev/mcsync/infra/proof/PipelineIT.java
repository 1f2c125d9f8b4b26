package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.check.AcceptanceCheck;
import dev.mcsync.infra.operator.check.Verdict;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole product as its users meet it: HTTP, Kafka, WebSocket and the Discord channel. */
class PipelineIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir static Path directory;
    private static SystemProcess system;
    private static RunFile run;
    private static McApi api;

    @BeforeAll
    static void startTheSystemWithShortLimits() {
        system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        Map.of(
                                "MC_OFFLINE_AFTER", "6s",
                                "MC_ACK_TIMEOUT", "60s",
                                "MC_RUNNING_TIMEOUT", "8s",
                                // A busy machine decides in its own time.
                                "MC_CREATE_WAIT", "20s",
                                "MC_CHANGE_WAIT", "20s"));
        run = system.start();
        api = system.api(run);
    }

    @AfterAll
    static void stopTheSystem() {
        api.close();
        system.close();
    }

    @Test
    void theNineAcceptanceCriteriaHold() {
        List<String> verdicts = new ArrayList<>();

        boolean holds =
                new AcceptanceCheck(api, run.discord(), Duration.ofSeconds(60))
                        .run((number, statement, verdict, took) -> {
                            String line = number + " " + statement + ": " + verdict;
                            verdicts.add(line);
                            System.out.println(line);
                            assertThat(verdict).as(line).isInstanceOf(Verdict.Passed.class);
                        });

        assertThat(holds).isTrue();
        assertThat(verdicts).hasSize(9);
    }

    @Test
    void aProducerThatWritesToTheLogDrivesTheBoardJustTheSame() {
        Answer created =
                api.post(
                        "/api/dashboard/tasks",
                        Map.of("title", "Driven from Kafka", "agent_id", "agt_direct"));
        assertThat(created.status()).isEqualTo(201);
        try (BoardSocket board = api.openBoard();
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", run.kafka(), "acks", "all"),
                                new ByteArraySerializer(),
                                new ByteArraySerializer())) {
            assertThat(board.awaitLive(SOON)).isPresent();
            for (ReportType type :
                    List.of(
                            ReportType.ACK,
                            ReportType.RUNNING,
                            ReportType.PROGRESS,
                            ReportType.DONE)) {
                AgentReport report = report(created, type);
                producer.send(
                        new ProducerRecord<>(
                                Topic.TASK_EVENTS.topicName(),
                                report.taskId().value().getBytes(StandardCharsets.UTF_8),
                                WireCodec.encode(report)));
                assertThat(
                                board.await(
                                        frame ->
                                                frame.path("task")
                                                        .path("last_event_id")
                                                        .asString("")
                                                        .equals(report.eventId().value()),
                                        SOON))
                        .as("the card after %s", type)
                        .isPresent();
            }
        }
        Answer task = api.get("/api/dashboard/tasks/" + created.text("task_id"));
        assertThat(task.text("status")).isEqualTo("done");
        assertThat(task.text("stage")).isEqualTo("done");
    }

    @Test
    void whateverIdsSomebodyChoosesNobodyElseIsHarmed() {
        assertThat(
                        api.post(
                                        "/api/agents/heartbeat",
                                        Map.of(
                                                "agent_id",
                                                "agt_attacker",
                                                "event_id",
                                                SilencePassed.of(
                                                                new AgentId("agt_victim"),
                                                                2,
                                                                Instant.EPOCH)
                                                        .eventId()
                                                        .value()))
                                .status())
                .isEqualTo(422);
        Answer first = create("cmd_ids_first");
        assertThat(reportAndWait(first, "agt_victim", "evt_ids_1", "failed", "no").status())
                .isEqualTo(200);
        assertThat(reportAndWait(first, "agt_victim", "evt_ids_1", "failed", "yes").text("reason"))
                .isEqualTo("event_id_taken");

        Answer foreign = reportAndWait(first, "agt_attacker", "evt_ids_2", "failed", "mine");
        assertThat(foreign.text("reason")).isEqualTo("wrong_agent");
        assertThat(foreign.body().propertyNames())
                .doesNotContain("task_status", "stage", "version");
        assertThat(api.get("/api/dashboard/tasks/" + first.text("task_id") + "/events").toString())
                .doesNotContain("agt_attacker");

        Answer again =
                api.post("/api/dashboard/tasks/" + first.text("task_id") + "/retry", Map.of());
        assertThat(again.status()).isEqualTo(200);
        Answer clash = create(again.text("command_id"));
        assertThat(clash.status()).isEqualTo(409);
        assertThat(clash.text("reason")).isEqualTo("command_taken");
    }

    @Test
    void aMessageThatWasGivenUpIsSentAgainWhenAPersonAsks() throws Exception {
        Answer task = create("cmd_given_up");
        discord(request ->
                request.POST(
                        BodyPublishers.ofString(
                                """
                                {"kind": "random", "seed": 1, "probability": 1,
                                 "faults": [{"kind": "refusal", "status": 400, "code": 50006}]}
                                """)));
        reportAndWait(task, "agt_victim", "evt_given_up", "failed", "Nobody is told");
        awaitFate(task, "evt_given_up", "dead");
        discord(HttpRequest.Builder::DELETE);

        String retry = "/api/dashboard/deliveries/evt_given_up/retry";
        assertThat(api.post(retry, Map.of()).status()).isEqualTo(202);
        awaitFate(task, "evt_given_up", "sent");
        assertThat(api.post(retry, Map.of()).status()).isEqualTo(409);
        assertThat(discord(HttpRequest.Builder::GET)).contains("\"waiting\":0");
    }

    /** What becomes of the faults that the simulated Discord is to have. */
    private static String discord(UnaryOperator<HttpRequest.Builder> call) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(run.discord()).resolve("/faults"));
            HttpResponse<String> answer =
                    client.send(call.apply(request).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isBetween(200, 299);
            return answer.body();
        }
    }

    /** Asks until the message about an event is in a state. */
    private static void awaitFate(Answer task, String event, String state) {
        String history = "/api/dashboard/tasks/" + task.text("task_id") + "/events";
        Predicate<JsonNode> isThere =
                entry ->
                        entry.path("event_id").asString("").equals(event)
                                && entry.path("discord").path("state").asString("").equals(state);
        long deadline = System.nanoTime() + SOON.toNanos();
        Answer said = api.get(history);
        while (said.body().findParents("event_id").stream().noneMatch(isThere)) {
            assertThat(System.nanoTime()).as(said.toString()).isLessThan(deadline);
            said = api.get(history);
        }
    }

    private static Answer create(String command) {
        return api.post(
                "/api/dashboard/tasks",
                Map.of("title", "Ids", "agent_id", "agt_victim", "command_id", command));
    }

    private static Answer reportAndWait(
            Answer created, String agent, String event, String type, String message) {
        return api.post(
                "/api/agents/events",
                Map.of(
                        "event_id",
                        event,
                        "agent_id",
                        agent,
                        "task_id",
                        created.text("task_id"),
                        "command_id",
                        created.text("command_id"),
                        "type",
                        type,
                        "message",
                        message),
                "Prefer",
                "wait=10");
    }

    private static AgentReport report(Answer created, ReportType type) {
        return new AgentReport(
                EventId.fresh(),
                new TaskId(created.text("task_id")),
                new AgentId("agt_direct"),
                new CommandId(created.text("command_id")),
                type,
                type == ReportType.PROGRESS ? Stage.REVIEW : null,
                "Straight from Kafka",
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }
}
