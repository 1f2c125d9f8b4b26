package dev.mcsync.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.infra.testbed.SeenClients;
import dev.mcsync.infra.testbed.Testbed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** The gateway as it runs, before a real broker. */
final class IngressGatewayIT {

    private static final String TOKEN = "admin-token-of-the-tests";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Testbed testbed;
    private static ConfigurableApplicationContext gateway;
    private static ProcessorTwin processor;

    @BeforeAll
    static void start() {
        testbed = Testbed.shared();
        processor = new ProcessorTwin(testbed.bootstrapServers());
        gateway = start(testbed);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        processor.close();
    }

    @Test
    void anAcceptedEventIsOnTheLogWhereEveryJavaProducerWouldPutIt() throws Exception {
        String eventId = fresh("evt");
        String taskId = fresh("tsk");

        HttpResponse<String> answer = post(gateway, "/api/agents/events", ack(eventId, taskId));

        assertThat(answer.statusCode()).isEqualTo(202);
        ConsumerRecord<String, byte[]> record = find(testbed, eventId);
        assertThat(record.key()).isEqualTo(taskId);
        assertThat(record.partition())
                .isEqualTo(
                        Utils.toPositive(Utils.murmur2(taskId.getBytes(UTF_8)))
                                % Testbed.PARTITIONS);
        assertThat(WireCodec.decodeTaskFact(record.value()).orThrow("fact"))
                .isInstanceOf(AgentReport.class);
        assertThat(header(record, Headers.CE_ID)).isEqualTo(eventId);
        assertThat(header(record, Headers.TRACEPARENT)).startsWith("00-");
    }

    @Test
    void anArrayKeepsItsOrderOnTheLog() throws Exception {
        String taskId = fresh("tsk");
        List<String> ids = new ArrayList<>();
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 500; i++) {
            ids.add(fresh("evt"));
            body.append(i == 0 ? "" : ",").append(ack(ids.get(i), taskId));
        }

        HttpResponse<String> answer =
                post(gateway, "/api/agents/events", body.append("]").toString());

        assertThat(answer.statusCode()).isEqualTo(207);
        assertThat(answer.body()).doesNotContain("\"status\":5", "\"status\":4");
        try (LogReader log = new LogReader(testbed.bootstrapServers(), Topic.TASK_EVENTS)) {
            assertThat(log.readAll())
                    .filteredOn(record -> record.key().equals(taskId))
                    .extracting(record -> header(record, Headers.EVENT_ID))
                    .containsExactlyElementsOf(ids);
        }
    }

    @Test
    void whatTheOperatorSetsReachesEveryClientOfKafka() throws Exception {
        HttpRequest ready = request(gateway, "/actuator/health/readiness").GET().build();

        assertThat(CLIENT.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);

        assertThat(SeenClients.ids())
                .containsExactlyInAnyOrder(
                        "ingress-gateway",
                        "ingress-gateway-marks",
                        "ingress-gateway-outcomes",
                        "ingress-gateway-sign-outs",
                        "ingress-gateway-sessions",
                        "ingress-gateway-tokens",
                        "ingress-gateway-health");
    }

    @Test
    void aTaskIsCreatedWhenItsOutcomeComesBackOnTheLog() throws Exception {
        Instant start = Instant.now();
        String body =
                """
                {"title":"Fix the login","agent_id":"agent-7","command_id":"%s"}\
                """
                        .formatted(fresh("cmd"));

        HttpResponse<String> answer = post(gateway, "/api/dashboard/tasks", body);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.body()).contains("\"version\":1");
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void whoPrefersToWaitHearsOfTheOutcomeOnTheLog() throws Exception {
        HttpRequest request =
                request(gateway, "/api/agents/events")
                        .header("Prefer", "wait=10")
                        .POST(HttpRequest.BodyPublishers.ofString(ack(fresh("evt"), fresh("tsk"))))
                        .build();

        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"outcome\":\"applied\"");
    }

    @Test
    void aCallerThatGoesAwayDoesNotTakeItsEventBack() throws Exception {
        String eventId = fresh("evt");
        byte[] body = ack(eventId, fresh("tsk")).getBytes(UTF_8);
        String head =
                "POST /api/agents/events HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                        + AccessTokens.HEADER
                        + ": "
                        + TOKEN
                        + "\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(gateway))) {
            socket.getOutputStream().write(head.getBytes(UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        }

        assertThat(find(testbed, eventId).value()).isNotEmpty();
    }

    @Test
    void theGatewayIsReadyWhileTheBrokerAnswers() throws Exception {
        assertThat(readiness(gateway)).isEqualTo(200);
    }

    @Test
    void withoutTheBrokerTheAnswerIs503WithinFiveSecondsAndNever202() throws Exception {
        try (Testbed.Own own = Testbed.start();
                ConfigurableApplicationContext alone = start(own)) {
            Set<String> accepted = new HashSet<>();
            assertThat(offer(alone, accepted)).isEqualTo(202);

            own.broker().kill();
            assertUnavailable(alone);
            assertUnavailable(alone);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(readiness(alone)).isEqualTo(503));
            // One that starts meanwhile is no worse off.
            try (ConfigurableApplicationContext early = start(own)) {
                assertUnavailable(early);
                own.broker().restart();
                awaitAccepted(early, accepted);
            }
            awaitAccepted(alone, accepted);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(readiness(alone)).isEqualTo(200));
            assertEveryOneIsOnTheLog(own, accepted);
        }
    }

    private static void assertUnavailable(ConfigurableApplicationContext context)
            throws IOException, InterruptedException {
        Instant start = Instant.now();
        HttpResponse<String> answer =
                post(context, "/api/agents/events", ack(fresh("evt"), "tsk_1"));
        assertThat(Duration.between(start, Instant.now()))
                .isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    private static void awaitAccepted(
            ConfigurableApplicationContext context, Set<String> accepted) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> offer(context, accepted) == 202);
    }

    /** Sends one more event, and keeps its id when it was accepted. */
    private static int offer(ConfigurableApplicationContext context, Set<String> accepted)
            throws IOException, InterruptedException {
        String eventId = fresh("evt");
        int status = post(context, "/api/agents/events", ack(eventId, "tsk_1")).statusCode();
        if (status == 202) {
            accepted.add(eventId);
        }
        return status;
    }

    private static void assertEveryOneIsOnTheLog(Testbed bed, Set<String> accepted) {
        try (LogReader log = new LogReader(bed.bootstrapServers(), Topic.TASK_EVENTS)) {
            assertThat(log.readAll())
                    .extracting(record -> header(record, Headers.EVENT_ID))
                    .containsAll(accepted);
        }
    }

    private static ConfigurableApplicationContext start(Testbed bed) {
        return IngressGateway.start(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--logging.structured.format.console=",
                "--mc.kafka-bootstrap-servers=" + bed.bootstrapServers(),
                "--mc.realtime-url=http://127.0.0.1:1",
                "--mc.processor-url=http://127.0.0.1:1",
                SeenClients.ARGUMENT,
                "--mc.token=" + TOKEN);
    }

    private static ConsumerRecord<String, byte[]> find(Testbed bed, String eventId) {
        try (LogReader log = new LogReader(bed.bootstrapServers(), Topic.TASK_EVENTS)) {
            return log.await(record -> header(record, Headers.EVENT_ID).equals(eventId));
        }
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static String ack(String eventId, String taskId) {
        return """
        {"event_id":"%s","agent_id":"agent-7","task_id":"%s","command_id":"cmd_1",\
        "type":"ack"}\
        """
                .formatted(eventId, taskId);
    }

    private static String fresh(String prefix) {
        return prefix + "_" + UUID.randomUUID();
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static HttpRequest.Builder request(
            ConfigurableApplicationContext context, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(context) + path))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .header(AccessTokens.HEADER, TOKEN);
    }

    private static HttpResponse<String> post(
            ConfigurableApplicationContext context, String path, String body)
            throws IOException, InterruptedException {
        return CLIENT.send(
                request(context, path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int readiness(ConfigurableApplicationContext context)
            throws IOException, InterruptedException {
        return CLIENT.send(
                        request(context, "/actuator/health/readiness").GET().build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
