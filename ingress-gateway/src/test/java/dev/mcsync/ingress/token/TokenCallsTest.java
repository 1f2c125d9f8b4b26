package dev.mcsync.ingress.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.readside.Decision;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TokenCallsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String HEARTBEAT =
            "{\"event_id\":\"evt_%s\",\"type\":\"heartbeat\",\"agent_id\":\"%s\"}";

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
    void aTokenIsShownOnceAndOpensWhatItIsFor() {
        JsonNode made = made(body("agent", ",\"agent_id\":\"agt_new\""));
        String token = made.path("token").stringValue();

        beat(token, "agt_new").expectStatus().isAccepted();
        beat(token, "agt_other").expectStatus().isForbidden();
        gateway.as(token).get().uri("/api/dashboard/tasks").exchange().expectStatus().isForbidden();
        assertThat(list()).doesNotContain(token);
        assertThat(told()).allMatch(record -> !record.contains(token));
    }

    @Test
    void theFactSaysByWhichTokenItCame() {
        JsonNode made = made(body("agent", ""));

        beat(made.path("token").stringValue(), "agt_new").expectStatus().isAccepted();

        OutgoingFact fact = gateway.log().facts().getLast();
        assertThat(fact.sender().token().name()).isEqualTo(made.path("name").stringValue());
        assertThat(fact.sender().token().tokenId()).isEqualTo(made.path("token_id").stringValue());
    }

    @Test
    void aRevokedTokenOpensNothingAndRevokingAgainIsNoFault() {
        JsonNode made = made(body("agent", ""));
        String token = made.path("token").stringValue();
        beat(token, "agt_new").expectStatus().isAccepted();

        revoke(made)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.standing")
                .isEqualTo("revoked")
                .jsonPath("$.ended_by")
                .isEqualTo("MC_TOKEN");

        beat(token, "agt_new").expectStatus().isUnauthorized();
        revoke(made).expectStatus().isOk();
    }

    @Test
    void whoSignedInByARevokedTokenIsSignedOut() {
        JsonNode made = made(body("panel", ""));
        String token = made.path("token").stringValue();
        String cookie =
                requireNonNull(
                                gateway.anybody()
                                        .post()
                                        .uri("/api/session")
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .bodyValue("{\"token\":\"%s\"}".formatted(token))
                                        .exchange()
                                        .expectStatus()
                                        .isOk()
                                        .returnResult(Void.class)
                                        .getResponseHeaders()
                                        .getFirst("Set-Cookie"))
                        .split(";", 2)[0];
        session(cookie).expectStatus().isOk();

        revoke(made).expectStatus().isOk();

        session(cookie).expectStatus().isUnauthorized();
    }

    @Test
    void aTokenIsReplacedByOneLikeItAndForAWhileBothAreGood() {
        JsonNode old = made(body("agent", ",\"agent_id\":\"agt_new\",\"expires_in\":3600"));

        JsonNode next = json(post(rotate(old), "{\"grace\":60}").expectStatus().isCreated());

        assertThat(next.path("name")).isEqualTo(old.path("name"));
        assertThat(next.path("agent_id").stringValue()).isEqualTo("agt_new");
        assertThat(next.path("replaces")).isEqualTo(old.path("token_id"));
        assertThat(next.path("replaced").booleanValue()).isTrue();
        beat(old.path("token").stringValue(), "agt_new").expectStatus().isAccepted();
        beat(next.path("token").stringValue(), "agt_new").expectStatus().isAccepted();
        post(rotate(old), "{}").expectStatus().isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void withoutGraceTheOldOneIsOverAtOnce() {
        JsonNode old = made(body("agent", ""));

        post(rotate(old), "{\"grace\":0}").expectStatus().isCreated();

        beat(old.path("token").stringValue(), "agt_new").expectStatus().isUnauthorized();
    }

    @Test
    void theListTellsThoseOfTheSettingsTooWhichAreChangedThere() {
        JsonNode admin =
                tree(list())
                        .path("tokens")
                        .valueStream()
                        .filter(token -> token.path("name").stringValue().equals("MC_TOKEN"))
                        .findFirst()
                        .orElseThrow();
        assertThat(admin.path("of_environment").booleanValue()).isTrue();

        revoke(admin)
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("token_of_environment");
    }

    @Test
    void aNameIsOneTokensOnly() {
        JsonNode made = made(body("agent", ""));
        String again =
                "{\"name\":\"%s\",\"role\":\"panel\"}".formatted(made.path("name").stringValue());

        post("/api/tokens", again)
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("name_taken");
        revoke(made).expectStatus().isOk();
        post("/api/tokens", again).expectStatus().isCreated();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"agent\"}",
                "{\"name\":\"a\"}",
                "{\"name\":\"  \",\"role\":\"agent\"}",
                "{\"name\":\"a\",\"role\":\"boss\"}",
                "{\"name\":\"a\",\"role\":\"panel\",\"agent_id\":\"agt_1\"}",
                "{\"name\":\"a\",\"role\":\"agent\",\"expires_in\":1}",
                "{\"name\":\"a\",\"role\":\"agent\",\"more\":1}",
                "{\"name\":\"a\",\"role\":\"agent\",\"limits\":{\"open_tasks\":0}}",
                "{\"name\":\"a\",\"role\":\"agent\",\"limits\":{\"body_bytes\":1}}"
            })
    void whatCannotBeMadeIsRefusedAndNothingIsSaid(String body) {
        post("/api/tokens", body).expectStatus().isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);

        assertThat(told()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/api/tokens/0123456789abcdef/revoke", "/api/tokens/0123456789abcdef/rotate"})
    void anUnknownTokenIsNotFound(String path) {
        post(path, "{}").expectStatus().isNotFound();
    }

    @Test
    void aTokenThatTheLogDidNotConfirmIsNotShown() {
        gateway.log().decideFate(_ -> Published.UNCONFIRMED);

        String answer =
                text(
                        post("/api/tokens", body("agent", ""))
                                .expectStatus()
                                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE));

        assertThat(answer).doesNotContain("mct_");
    }

    @Test
    void aTokenIsHeldToItsOwnLimits() {
        JsonNode made = made(body("agent", ",\"limits\":{\"body_bytes\":4096}"));
        String token = made.path("token").stringValue();
        String long4096 =
                "{\"event_id\":\"evt_1\",\"type\":\"heartbeat\",\"agent_id\":\"a\",\"meta\":{\"x\":\"%s\"}}"
                        .formatted("x".repeat(4096));

        gateway.as(token)
                .post()
                .uri("/api/agents/heartbeat")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(long4096)
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.CONTENT_TOO_LARGE);
    }

    /** The limit is of tasks, and a repeat makes none. */
    @Test
    void whatATokenCreatedBeforeIsAnsweredThoughItMayHaveNoMore() {
        JsonNode made = made(body("panel", ",\"limits\":{\"open_tasks\":1}"));
        String token = made.path("token").stringValue();
        create(token, "cmd_1").expectStatus().isAccepted();
        OutgoingFact fact = gateway.log().facts().getLast();
        gateway.readSide()
                .know(
                        new Decision(
                                fact.eventId(),
                                FactType.CREATED,
                                new TaskId(fact.key()),
                                new CommandId("cmd_1"),
                                Effect.APPLIED,
                                null,
                                new TaskState(TaskStatus.QUEUED, Stage.TODO, 1)));
        gateway.readSide().knowOpenTasks(made.path("token_id").stringValue(), 1);

        create(token, "cmd_1").expectStatus().isCreated();
        create(token, "cmd_2")
                .expectStatus()
                .isEqualTo(HttpStatus.TOO_MANY_REQUESTS)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("too_many_open_tasks");
    }

    private static ResponseSpec create(String token, String commandId) {
        return gateway.as(token)
                .post()
                .uri("/api/dashboard/tasks")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(
                        "{\"title\":\"x\",\"agent_id\":\"a\",\"command_id\":\"%s\"}"
                                .formatted(commandId))
                .exchange();
    }

    private static String body(String role, String more) {
        return "{\"name\":\"Token %d\",\"role\":\"%s\"%s}"
                .formatted(NAMES.incrementAndGet(), role, more);
    }

    private static JsonNode made(String body) {
        return json(post("/api/tokens", body).expectStatus().isCreated());
    }

    private static String rotate(JsonNode token) {
        return "/api/tokens/" + token.path("token_id").stringValue() + "/rotate";
    }

    private static ResponseSpec revoke(JsonNode token) {
        return post("/api/tokens/" + token.path("token_id").stringValue() + "/revoke", "{}");
    }

    private static ResponseSpec post(String path, String body) {
        return admin().post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static ResponseSpec beat(String token, String agent) {
        return gateway.as(token)
                .post()
                .uri("/api/agents/events")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(HEARTBEAT.formatted(NAMES.incrementAndGet(), agent))
                .exchange();
    }

    private static ResponseSpec session(String cookie) {
        return gateway.anybody().get().uri("/api/session").header("Cookie", cookie).exchange();
    }

    private static String list() {
        return text(admin().get().uri("/api/tokens").exchange().expectStatus().isOk());
    }

    private static List<String> told() {
        return gateway.log().facts().stream()
                .filter(fact -> fact.topic() == Topic.ACCESS_TOKENS)
                .map(fact -> fact.key() + " " + new String(fact.value(), UTF_8))
                .toList();
    }

    private static JsonNode json(ResponseSpec answer) {
        return tree(text(answer));
    }

    private static String text(ResponseSpec answer) {
        byte[] body = answer.expectBody().returnResult().getResponseBodyContent();
        return new String(requireNonNull(body), UTF_8);
    }

    private static JsonNode tree(String text) {
        return JSON.readTree(text);
    }

    private static WebTestClient admin() {
        return gateway.as(GatewayUnderTest.ADMIN);
    }
}
