package dev.mcsync.ingress.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** POST /api/agents/events, for those who speak CloudEvents. */
final class CloudEventsTest {

    private static final String PLAIN =
            """
            {"event_id":"evt_1","agent_id":"agent-7","task_id":"tsk_1","command_id":"cmd_1",\
            "type":"done","occurred_at":"2026-11-22T11:58:03Z"}\
            """;
    private static final String STRUCTURED =
            """
            {"specversion":"1.0","id":"evt_1","source":"agent-7","subject":"tsk_1",\
            "type":"dev.mcsync.task.done","time":"2026-11-22T11:58:03Z",\
            "datacontenttype":"application/json","data":{"command_id":"cmd_1"}}\
            """;
    private static final String DATA = "{\"command_id\":\"cmd_1\"}";
    private static final MediaType ONE = MediaType.parseMediaType("application/cloudevents+json");
    private static final MediaType MANY =
            MediaType.parseMediaType("application/cloudevents-batch+json");

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
    void everyFormPutsTheSameFactOnTheLog() {
        send(MediaType.APPLICATION_JSON, PLAIN).expectStatus().isAccepted();
        send(ONE, STRUCTURED)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .json("{\"ok\":true,\"event_id\":\"evt_1\"}");
        sendBinary(DATA).expectStatus().isAccepted();
        send(MANY, "[" + STRUCTURED + "]")
                .expectStatus()
                .isEqualTo(HttpStatus.MULTI_STATUS)
                .expectBody()
                .jsonPath("$.results[0].event_id")
                .isEqualTo("evt_1");

        List<OutgoingFact> facts = gateway.log().facts();
        assertThat(facts).hasSize(4);
        assertThat(facts)
                .allSatisfy(fact -> {
                    assertThat(fact.value()).isEqualTo(facts.getFirst().value());
                    assertThat(fact.key()).isEqualTo("tsk_1");
                    assertThat(fact.topic()).isEqualTo(facts.getFirst().topic());
                });
    }

    @Test
    void headersAreReadAsTheBindingToHttpWritesThem() {
        client().post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .header("CE-SpecVersion", "1.0")
                .header("ce-id", "\"evt\\_1\"")
                .header("ce-source", "agent%2D7")
                .header("ce-subject", "tsk_1")
                .header("ce-type", "dev.mcsync.task.done")
                .header("ce-comment", "%C3%A9tape%20%F0%9F%98%80")
                .bodyValue(DATA)
                .exchange()
                .expectStatus()
                .isAccepted();
    }

    @Test
    void aHeaderThatCannotBeReadOrCameTwiceIsNamed() {
        for (List<String> ids : List.of(List.of("evt%"), List.of("evt_1", "evt_1"))) {
            client().post()
                    .uri("/api/agents/events")
                    .contentType(MediaType.APPLICATION_JSON)
                    .headers(headers -> {
                        binary(headers);
                        headers.put("ce-id", ids);
                    })
                    .bodyValue(DATA)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                    .expectBody()
                    .jsonPath("$.errors[0].pointer")
                    .isEqualTo("/id");
        }
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedPlaceByPlaceAndNotEchoed() {
        send(ONE, STRUCTURED.replace("\"1.0\"", "\"hunter2\"").replace("cmd_1", "hunter 2"))
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody(String.class)
                .value(body ->
                        assertThat(body)
                                .contains("\"reason\":\"invalid_content\"")
                                .contains("\"pointer\":\"/specversion\"")
                                .contains("\"pointer\":\"/data/command_id\"")
                                .doesNotContain("hunter"));
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void anArrayWhereOneIsAnnouncedAndTheOtherWayRoundCannotBeRead() {
        send(ONE, "[" + STRUCTURED + "]").expectStatus().isBadRequest();
        send(MANY, STRUCTURED).expectStatus().isBadRequest();
        send(MANY, "[]").expectStatus().isBadRequest();
        sendBinary("").expectStatus().isBadRequest();
    }

    @Test
    void aMemberThatDoesNotAgreeWithItsAttributeIsRefused() {
        sendBinary("{\"command_id\":\"cmd_1\",\"event_id\":\"evt_2\"}")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/data/event_id");
    }

    @Test
    void manyAreAnsweredOneByOneAndNoneIsLost() {
        gateway.log()
                .decideFate(fact ->
                        fact.eventId().value().equals("evt_3")
                                ? Published.UNCONFIRMED
                                : Published.ACCEPTED);

        send(MANY, "[" + numbered(1) + ",{}," + numbered(3) + "," + numbered(4) + "]")
                .expectStatus()
                .isEqualTo(HttpStatus.MULTI_STATUS)
                .expectBody()
                .jsonPath("$.results[0].status")
                .isEqualTo(202)
                .jsonPath("$.results[1].status")
                .isEqualTo(422)
                .jsonPath("$.results[1].errors[0].pointer")
                .isEqualTo("/1/specversion")
                .jsonPath("$.results[2].status")
                .isEqualTo(503)
                .jsonPath("$.results[2].event_id")
                .isEqualTo("evt_3")
                .jsonPath("$.results[3].status")
                .isEqualTo(202);
    }

    @Test
    void noFormTakesMoreThanThePlainOne() {
        String filling = "x".repeat(64 * 1024);
        send(
                        ONE,
                        STRUCTURED.replace(
                                "{\"command", "{\"meta\":{\"a\":\"" + filling + "\"},\"command"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
        send(MANY, "[\"" + "x".repeat(1024 * 1024) + "\"]")
                .expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
        send(MANY, "[" + String.join(",", Collections.nCopies(501, "{}")) + "]")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void aTokenOfOneAgentSpeaksForNoOther() {
        WebTestClient agent7 = gateway.as(GatewayUnderTest.AGENT_7);
        String other = STRUCTURED.replace("agent-7", "agent-8");

        send(agent7, ONE, STRUCTURED).expectStatus().isAccepted();
        send(agent7, ONE, other)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/source");
        send(agent7, MANY, "[" + STRUCTURED + "," + other + "]")
                .expectBody()
                .jsonPath("$.results[1].status")
                .isEqualTo(403)
                .jsonPath("$.results[1].errors[0].pointer")
                .isEqualTo("/1/source");
    }

    @Test
    void anotherTypeOrEncodingIsRefusedWithThoseThatAreTaken() {
        for (String type :
                List.of(
                        "application/cloudevents+avro",
                        "application/cloudevents",
                        "application/cloudevents+json;charset=utf-16")) {
            client().post()
                    .uri("/api/agents/events")
                    .header(HttpHeaders.CONTENT_TYPE, type)
                    .bodyValue(STRUCTURED.getBytes(StandardCharsets.UTF_8))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE)
                    .expectHeader()
                    .valueEquals(
                            HttpHeaders.ACCEPT,
                            "application/json, application/cloudevents+json, application/cloudevents-batch+json");
        }
    }

    private static String numbered(int number) {
        return STRUCTURED.replace("evt_1", "evt_" + number);
    }

    private static WebTestClient client() {
        return gateway.as(GatewayUnderTest.AGENT);
    }

    private static WebTestClient.ResponseSpec send(MediaType type, String body) {
        return send(client(), type, body);
    }

    private static WebTestClient.ResponseSpec send(
            WebTestClient client, MediaType type, String body) {
        return client.post().uri("/api/agents/events").contentType(type).bodyValue(body).exchange();
    }

    private static WebTestClient.ResponseSpec sendBinary(String data) {
        return client().post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .headers(CloudEventsTest::binary)
                .bodyValue(data)
                .exchange();
    }

    private static void binary(HttpHeaders headers) {
        headers.set("ce-specversion", "1.0");
        headers.set("ce-id", "evt_1");
        headers.set("ce-source", "agent-7");
        headers.set("ce-subject", "tsk_1");
        headers.set("ce-type", "dev.mcsync.task.done");
        headers.set("ce-time", "2026-11-22T11:58:03Z");
    }
}
