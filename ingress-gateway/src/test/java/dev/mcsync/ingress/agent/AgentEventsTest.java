package dev.mcsync.ingress.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.Known;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** POST /api/agents/events, over HTTP. */
final class AgentEventsTest {

    private static final String ACK =
            """
            {"event_id":"evt_1","agent_id":"agent-7","task_id":"tsk_1","command_id":"cmd_1",\
            "type":"ack"}\
            """;

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
    }

    @Test
    void aReportIsAcceptedOnceItIsOnTheLog() {
        send(ACK)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .json("{\"ok\":true,\"event_id\":\"evt_1\"}");

        OutgoingFact fact = onlyFact();
        assertThat(fact.topic()).isEqualTo(Topic.TASK_EVENTS);
        assertThat(fact.key()).isEqualTo("tsk_1");
        assertThat(fact.eventId()).isEqualTo(new EventId("evt_1"));
        assertThat(WireCodec.decodeTaskFact(fact.value()).orThrow("fact"))
                .isEqualTo(
                        new AgentReport(
                                new EventId("evt_1"),
                                new TaskId("tsk_1"),
                                new AgentId("agent-7"),
                                new CommandId("cmd_1"),
                                ReportType.ACK,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                AgentReport.Words.NONE));
    }

    @Test
    void aHeartbeatGoesToItsOwnTopicByAgent() {
        send("{\"event_id\":\"evt_1\",\"agent_id\":\"agent-7\",\"type\":\"heartbeat\"}")
                .expectStatus()
                .isAccepted();

        assertThat(onlyFact().topic()).isEqualTo(Topic.AGENT_HEARTBEATS);
        assertThat(onlyFact().key()).isEqualTo("agent-7");
    }

    @Test
    void aValidTraceGoesOnAndAnInvalidOneIsReplaced() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        client().post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .header("traceparent", trace)
                .bodyValue(ACK)
                .exchange()
                .expectStatus()
                .isAccepted();
        assertThat(onlyFact().sender().traceParent().value()).isEqualTo(trace);

        gateway.reset();
        client().post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .header("traceparent", "00-00000000000000000000000000000000-b7ad6b7169203331-01")
                .bodyValue(ACK)
                .exchange()
                .expectStatus()
                .isAccepted();
        assertThat(onlyFact().sender().traceParent().value())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01")
                .doesNotContain("00000000000000000000000000000000");
    }

    @Test
    void aBodyThatCannotBeReadIsABadRequest() {
        for (String body : List.of("", "{", "{} {}", "\"ack\"", "{\"a\":1,\"a\":2}")) {
            send(body)
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.reason")
                    .isEqualTo("unreadable_body")
                    .jsonPath("$.errors[0].detail")
                    .isNotEmpty();
        }
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void wrongContentIsNamedPlaceByPlaceAndNotEchoed() {
        send("""
        {"event_id":"evt 1","agent_id":"agent-7","task_id":"tsk_1","command_id":"cmd_1",\
        "type":"done","stage":"doing","secret":"hunter2"}\
        """)
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .value(body ->
                        assertThat(body)
                                .contains("\"pointer\":\"/event_id\"")
                                .contains("\"pointer\":\"/stage\"")
                                .contains("\"pointer\":\"/secret\"")
                                .doesNotContain("hunter2"));
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void factsThatOnlyPeopleAndClocksMayStateAreRefused() {
        for (String type :
                List.of("created", "moved", "retried", "cancelled", "deadline_passed", "seen")) {
            send("{\"event_id\":\"e\",\"task_id\":\"t\",\"stage\":\"todo\",\"type\":\""
                            + type
                            + "\"}")
                    .expectStatus()
                    .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void anotherMediaTypeIsRefused() {
        for (MediaType type :
                List.of(
                        MediaType.TEXT_PLAIN,
                        MediaType.APPLICATION_FORM_URLENCODED,
                        MediaType.parseMediaType("application/json;charset=utf-16"))) {
            client().post()
                    .uri("/api/agents/events")
                    .header(HttpHeaders.CONTENT_TYPE, type.toString())
                    .bodyValue(ACK.getBytes(StandardCharsets.UTF_8))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
        }
    }

    @Test
    void anObjectAboveItsLimitAndAnArrayAboveItsAreTooLarge() {
        String filling = "x".repeat(64 * 1024);
        send("{\"meta\":{\"a\":\"" + filling + "\"}}")
                .expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
        send("[\"" + "x".repeat(1024 * 1024) + "\"]")
                .expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    @Test
    void anArrayIsAnsweredElementByElementInOrder() {
        send("[" + ACK + ",{\"type\":\"ack\"},7," + ack(2) + "]")
                .expectStatus()
                .isEqualTo(HttpStatus.MULTI_STATUS)
                .expectBody()
                .jsonPath("$.results.length()")
                .isEqualTo(4)
                .jsonPath("$.results[0].status")
                .isEqualTo(202)
                .jsonPath("$.results[0].event_id")
                .isEqualTo("evt_1")
                .jsonPath("$.results[1].status")
                .isEqualTo(422)
                .jsonPath("$.results[1].errors[0].pointer")
                .isEqualTo("/1/event_id")
                .jsonPath("$.results[2].status")
                .isEqualTo(422)
                .jsonPath("$.results[3].event_id")
                .isEqualTo("evt_2");
        assertThat(gateway.log().facts())
                .extracting(fact -> fact.eventId().value())
                .containsExactly("evt_1", "evt_2");
    }

    @Test
    void anArrayOfFiveHundredIsTakenAndOneMoreIsNot() {
        send(array(500))
                .expectStatus()
                .isEqualTo(HttpStatus.MULTI_STATUS)
                .expectBody()
                .jsonPath("$.results[499].event_id")
                .isEqualTo("evt_499");
        assertThat(gateway.log().facts())
                .extracting(fact -> fact.eventId().value())
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "evt_" + i).toList());

        send(array(501)).expectStatus().isBadRequest();
        send("[]").expectStatus().isBadRequest();
    }

    @Test
    void anArrayTellsWhichElementsTheLogDidNotConfirm() {
        gateway.log()
                .decideFate(fact ->
                        fact.eventId().value().equals("evt_2")
                                ? Published.UNCONFIRMED
                                : Published.ACCEPTED);

        send("[" + ack(1) + "," + ack(2) + "," + ack(3) + "]")
                .expectStatus()
                .isEqualTo(HttpStatus.MULTI_STATUS)
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(202)
                .jsonPath("$.results[1].status")
                .isEqualTo(503)
                .jsonPath("$.results[1].event_id")
                .isEqualTo("evt_2")
                .jsonPath("$.results[2].status")
                .isEqualTo(202);
    }

    @Test
    void withoutTheLogNothingIsAccepted() {
        gateway.log().decideFate(_ -> Published.UNCONFIRMED);

        for (String body : List.of(ACK, "[" + ACK + "]")) {
            send(body)
                    .expectStatus()
                    .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                    .expectHeader()
                    .valueEquals(HttpHeaders.RETRY_AFTER, "2")
                    .expectBody()
                    .jsonPath("$.reason")
                    .isEqualTo("log_unreachable");
        }
    }

    @Test
    void whoPrefersToWaitHearsWhatTheEventDid() {
        gateway.log()
                .readBy(fact ->
                        gateway.outcomes().decided(decision(fact.eventId(), Effect.APPLIED, null)));

        sendAndWait(ACK)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=2")
                .expectBody()
                .json(
                        """
                        {"ok":true,"event_id":"evt_1","outcome":"applied","status":"ack",\
                        "stage":"todo","version":2}\
                        """);
        assertThat(gateway.outcomes().waiting()).isZero();
    }

    @Test
    void aLateReportIsNoFault() {
        gateway.log()
                .readBy(fact ->
                        gateway.outcomes()
                                .decided(
                                        decision(
                                                fact.eventId(),
                                                Effect.LATE,
                                                Reason.ALREADY_BEYOND)));

        sendAndWait(ACK)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.outcome")
                .isEqualTo("late")
                .jsonPath("$.reason")
                .isEqualTo("already_beyond");
    }

    @Test
    void aStaleAttemptIsAConflictAndOtherRefusalsAreUnprocessable() {
        gateway.log()
                .readBy(fact ->
                        gateway.outcomes()
                                .decided(
                                        decision(
                                                fact.eventId(),
                                                Effect.REFUSED,
                                                Reason.STALE_ATTEMPT)));
        sendAndWait(ACK)
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("stale_attempt")
                .jsonPath("$.status")
                .isEqualTo(409)
                .jsonPath("$.task_status")
                .isEqualTo("ack");

        gateway.log()
                .readBy(fact ->
                        gateway.outcomes()
                                .decided(
                                        decision(
                                                fact.eventId(),
                                                Effect.REFUSED,
                                                Reason.WRONG_AGENT)));
        sendAndWait(ACK)
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("wrong_agent");
    }

    @Test
    void aRepeatIsAnsweredFromTheReadSideSinceItHasNoNewOutcome() {
        gateway.readSide().know(decision(new EventId("evt_1"), Effect.APPLIED, null));

        sendAndWait(ACK).expectStatus().isOk().expectBody().jsonPath("$.version").isEqualTo(2);
    }

    @Test
    void anIdThatAnotherEventHadFirstIsAConflict() {
        gateway.readSide()
                .know(
                        new Decision(
                                new EventId("evt_1"),
                                FactType.DONE,
                                new TaskId("tsk_1"),
                                null,
                                Effect.APPLIED,
                                null,
                                new TaskState(TaskStatus.DONE, Stage.DONE, 9)));

        sendAndWait(ACK)
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("event_id_taken");
    }

    @Test
    void anotherContentUnderAnIdIsAConflictEvenOfTheSameTypeAndTask() {
        gateway.readSide()
                .know(
                        new EventId("evt_1"),
                        new Known(
                                "another hash",
                                decision(new EventId("evt_1"), Effect.APPLIED, null)));

        sendAndWait(ACK)
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("event_id_taken")
                .jsonPath("$.version")
                .doesNotExist();
    }

    @Test
    void aHeartbeatUnderAnIdOfAnotherEventIsAConflictToo() {
        String heartbeat =
                "{\"event_id\":\"evt_1\",\"agent_id\":\"agent-7\",\"type\":\"heartbeat\"}";
        gateway.readSide().know(new EventId("evt_1"), new Known("another hash", null));
        sendAndWait(heartbeat).expectStatus().isEqualTo(HttpStatus.CONFLICT);

        String hash = WireCodec.hash(gateway.log().facts().getLast().value());
        gateway.readSide().know(new EventId("evt_1"), new Known(hash, null));
        sendAndWait(heartbeat).expectStatus().isAccepted();
    }

    @Test
    void twoContentsUnderOneIdInAnArrayAreNotBothAccepted() {
        send("[" + ACK + "," + ACK + "," + ACK.replace("\"ack\"", "\"done\"") + "]")
                .expectStatus()
                .isEqualTo(HttpStatus.MULTI_STATUS)
                .expectBody()
                .jsonPath("$.results[1].status")
                .isEqualTo(202)
                .jsonPath("$.results[2].status")
                .isEqualTo(409)
                .jsonPath("$.results[2].reason")
                .isEqualTo("event_id_taken");
        assertThat(gateway.log().facts()).hasSize(2);
    }

    @Test
    void whoWaitsInVainIsToldThatTheEventIsAccepted() {
        gateway.readSide().fallSilent();

        client().post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Prefer", "respond-async, wait=1")
                .bodyValue(ACK)
                .exchange()
                .expectStatus()
                .isAccepted();
        assertThat(gateway.outcomes().waiting()).isZero();
    }

    @Test
    void aTokenOfOneAgentSpeaksForNoOther() {
        WebTestClient agent7 = gateway.as(GatewayUnderTest.AGENT_7);
        send(agent7, ACK).expectStatus().isAccepted();

        String other = ACK.replace("agent-7", "agent-8");
        send(agent7, other)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/agent_id");
        send(agent7, "[" + ACK + "," + other + "]")
                .expectStatus()
                .isEqualTo(HttpStatus.MULTI_STATUS)
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(202)
                .jsonPath("$.results[1].status")
                .isEqualTo(403)
                .jsonPath("$.results[1].errors[0].pointer")
                .isEqualTo("/1/agent_id");
    }

    private static Decision decision(EventId eventId, Effect effect, @Nullable Reason reason) {
        return new Decision(
                eventId,
                FactType.ACK,
                new TaskId("tsk_1"),
                new CommandId("cmd_1"),
                effect,
                reason,
                new TaskState(TaskStatus.ACK, Stage.TODO, 2));
    }

    private static String ack(int number) {
        return ACK.replace("evt_1", "evt_" + number);
    }

    private static String array(int size) {
        return IntStream.range(0, size)
                .mapToObj(AgentEventsTest::ack)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static OutgoingFact onlyFact() {
        assertThat(gateway.log().facts()).hasSize(1);
        return gateway.log().facts().getFirst();
    }

    private static WebTestClient client() {
        return gateway.as(GatewayUnderTest.AGENT);
    }

    private static WebTestClient.ResponseSpec send(String body) {
        return send(client(), body);
    }

    private static WebTestClient.ResponseSpec send(WebTestClient client, String body) {
        return client.post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static WebTestClient.ResponseSpec sendAndWait(String body) {
        return client().post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Prefer", "wait=2")
                .bodyValue(body)
                .exchange();
    }
}
