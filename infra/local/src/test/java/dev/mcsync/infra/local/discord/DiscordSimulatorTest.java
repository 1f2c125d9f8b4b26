package dev.mcsync.infra.local.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PortTakenException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiscordSimulatorTest {
    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir Path directory;
    private DiscordSimulator simulator;

    @BeforeEach
    void start() {
        simulator = DiscordSimulator.start(file(), LoopbackPorts.free());
    }

    @AfterEach
    void stop() {
        simulator.close();
        client.close();
    }

    @Test
    void aPostedMessageIsAnsweredWhenTheSenderWaits() throws Exception {
        HttpResponse<String> answer = post(message("tarefa concluída"), "?wait=true");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode message = json.readTree(answer.body());
        assertThat(message.path("content").asString()).isEqualTo("tarefa concluída");
        assertThat(message.path("id").asString()).containsOnlyDigits();
        assertThat(answer.headers().firstValue("X-RateLimit-Remaining")).isPresent();
    }

    @Test
    void theSenderThatDoesNotWaitGetsNoContent() throws Exception {
        assertThat(post(message("um"), "").statusCode()).isEqualTo(204);
    }

    @Test
    void theAddressAnswersAllMessagesOldestFirst() throws Exception {
        post(message("primeira"), "");
        post(message("segunda"), "");

        assertThat(contents()).containsExactly("primeira", "segunda");
    }

    @Test
    void aBrowserGetsAPage() throws Exception {
        HttpResponse<String> page =
                send(HttpRequest.newBuilder(uri("/")).header("Accept", "text/html,*/*"));

        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body()).contains("channel.js");
        assertThat(send(HttpRequest.newBuilder(uri("/channel.js"))).statusCode()).isEqualTo(200);
    }

    @Test
    void aPageOfAnotherSiteCannotAskForFaults() throws Exception {
        HttpRequest.Builder post =
                HttpRequest.newBuilder(uri("/faults"))
                        .header("Origin", "https://evil.example")
                        .POST(BodyPublishers.ofString("{\"kind\":\"reset\"}"));

        assertThat(send(post).statusCode()).isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(uri("/faults"))).body()).contains("\"waiting\":0");
    }

    @Test
    void messagesOutliveARestartAndATornLine() throws Exception {
        String id = id(post(message("fica"), "?wait=true"));
        simulator.close();
        Files.writeString(file(), "{\"id\":\"1", StandardOpenOption.APPEND);

        simulator = DiscordSimulator.start(file(), LoopbackPorts.free());
        post(message("depois"), "");
        simulator.close();
        simulator = DiscordSimulator.start(file(), LoopbackPorts.free());

        assertThat(contents()).containsExactly("fica", "depois");
        assertThat(edit(id, message("editada")).statusCode()).isEqualTo(200);
        assertThat(contents()).containsExactly("editada", "depois");
    }

    @Test
    void anotherWebhookIsUnknown() throws Exception {
        HttpResponse<String> answer =
                send(
                        HttpRequest.newBuilder(uri("/api/webhooks/1/wrong"))
                                .POST(BodyPublishers.ofString(message("x"))));

        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void contentsAreEmptyOrTooLongAsDiscordSeesIt() throws Exception {
        assertThat(post(message(" "), "").statusCode()).isEqualTo(400);
        assertThat(post(message("🟩".repeat(2_000)), "").statusCode()).isEqualTo(204);
        assertThat(post(message("🟩".repeat(2_001)), "").statusCode()).isEqualTo(400);
        assertThat(post("[]", "").statusCode()).isEqualTo(400);
    }

    @Test
    void aRefusalIsScriptedByItsCode() throws Exception {
        fault("{\"kind\":\"refusal\",\"status\":400,\"code\":220001}");

        HttpResponse<String> answer = post(message("x"), "?wait=true");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json.readTree(answer.body()).path("code").asInt()).isEqualTo(220_001);
        assertThat(contents()).isEmpty();
    }

    @Test
    void aRefusalComesInTheDressOfTheEdge() throws Exception {
        fault("{\"kind\":\"refusal\",\"status\":429,\"retry_after\":2,\"dress\":\"html\"}");
        fault("{\"kind\":\"refusal\",\"status\":403,\"dress\":\"empty\"}");

        HttpResponse<String> limited = post(message("x"), "?wait=true");
        HttpResponse<String> forbidden = post(message("x"), "?wait=true");

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(limited.body()).startsWith("<html>");
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.body()).isEmpty();
    }

    @Test
    void whoDoesNotWaitIsNotToldThatAMessageWasNotSaved() throws Exception {
        fault("{\"kind\":\"refusal\",\"status\":503}");

        assertThat(post(message("perdida"), "").statusCode()).isEqualTo(204);
        assertThat(contents()).isEmpty();
    }

    @Test
    void faultsMeetTheNextRequestsInOrder() throws Exception {
        fault("{\"kind\":\"refusal\",\"status\":503}");
        fault("{\"kind\":\"refusal\",\"status\":429,\"retry_after\":0.25}");

        assertThat(post(message("um"), "?wait=true").statusCode()).isEqualTo(503);
        HttpResponse<String> limited = post(message("um"), "");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(json.readTree(limited.body()).path("retry_after").asDouble()).isEqualTo(0.25);
        assertThat(post(message("um"), "").statusCode()).isEqualTo(204);
        assertThat(contents()).containsExactly("um");
    }

    @Test
    void aLostAnswerLeavesTheMessageThere() throws Exception {
        fault("{\"kind\":\"lost_answer\"}");

        assertThatThrownBy(() -> post(message("duvidosa"), "?wait=true"))
                .isInstanceOf(IOException.class);
        assertThat(contents()).containsOnly("duvidosa");
        assertThat(requests().path("ambiguous").asInt()).isEqualTo(contents().size());
    }

    @ParameterizedTest
    @CsvSource({"user,false", "global,true", "shared,false"})
    void aRateLimitNamesItsScope(String scope, boolean isGlobal) throws Exception {
        fault(
                "{\"kind\":\"refusal\",\"status\":429,\"retry_after\":30,\"scope\":\"%s\"}"
                        .formatted(scope));

        HttpResponse<String> limited = post(message("um"), "");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("X-RateLimit-Scope")).hasValue(scope);
        assertThat(limited.headers().firstValue("X-RateLimit-Global").isPresent())
                .isEqualTo(isGlobal);
        assertThat(limited.headers().firstValue("X-RateLimit-Bucket").isPresent())
                .isEqualTo(!isGlobal);
        assertThat(json.readTree(limited.body()).path("global").asBoolean()).isEqualTo(isGlobal);

        post(message("cedo demais"), "");
        assertThat(requests().path("too_early").asInt()).isEqualTo(1);
    }

    @Test
    void aConnectionResetBeforeReadingTakesNothing() throws Exception {
        fault("{\"kind\":\"reset\"}");

        assertThatThrownBy(() -> edit("1", message("perdida"))).isInstanceOf(IOException.class);
        assertThat(contents()).isEmpty();
        assertThat(requests().path("ambiguous").asInt()).isZero();
        assertThat(request(0).path("fault").asString()).isEqualTo("reset");
        assertThat(request(0).has("status")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHangEndsWithoutAnAnswer(boolean isTaken) throws Exception {
        fault("{\"kind\":\"hang\",\"seconds\":0.2,\"taken\":%s}".formatted(isTaken));

        assertThatThrownBy(() -> post(message("calada"), "?wait=true"))
                .isInstanceOf(IOException.class);
        assertThat(contents().contains("calada")).isEqualTo(isTaken);
        assertThat(request(0).path("ambiguous").asBoolean()).isEqualTo(isTaken);
    }

    @Test
    void answersAreSpoiltAfterTheMessageWasTaken() throws Exception {
        fault("{\"kind\":\"invalid_json\"}");
        fault("{\"kind\":\"oversized_body\",\"bytes\":100000}");
        fault("{\"kind\":\"slow_body\",\"bytes_per_second\":2000}");
        fault("{\"kind\":\"no_content\"}");

        assertThat(post(message("um"), "?wait=true").body()).isEqualTo("{\"id\":");
        assertThat(post(message("dois"), "?wait=true").body()).hasSizeGreaterThan(100_000);
        assertThat(id(post(message("três"), "?wait=true"))).containsOnlyDigits();
        assertThat(post(message("quatro"), "?wait=true").statusCode()).isEqualTo(204);
        assertThat(contents()).containsExactly("um", "dois", "três", "quatro");
    }

    @Test
    void aRandomPlanIsTheSameForTheSameSeed() throws Exception {
        String plan =
                "{\"kind\":\"random\",\"seed\":7,\"probability\":0.5,\"faults\":[{\"kind\":\"refusal\",\"status\":500},{\"kind\":\"refusal\",\"status\":401},{\"kind\":\"refusal\",\"status\":404}]}";

        List<Integer> first = statuses(plan);
        assertThat(statuses(plan)).isEqualTo(first).contains(200, 500, 401, 404);

        send(HttpRequest.newBuilder(uri("/faults")).DELETE());
        assertThat(post(message("depois"), "").statusCode()).isEqualTo(204);
    }

    @Test
    void everyCallIsLoggedWithItsAnswer() throws Exception {
        String id = id(post(message("um"), "?wait=true"));
        fault("{\"kind\":\"refusal\",\"status\":502}");
        edit(id, message("dois"));

        assertThat(requests().path("arrived").asInt()).isEqualTo(2);
        assertThat(request(0).path("call").asString()).isEqualTo("POST");
        assertThat(request(0).path("status").asInt()).isEqualTo(200);
        assertThat(request(0).path("message_id").asString()).isEqualTo(id);
        assertThat(request(1).path("call").asString()).isEqualTo("PATCH messages");
        assertThat(request(1).path("status").asInt()).isEqualTo(502);
        assertThat(request(1).path("content").asString()).isEqualTo("dois");
        assertThat(request(1).has("message_id")).isFalse();
        assertThat(
                        json.readTree(send(HttpRequest.newBuilder(uri("/requests?after=1"))).body())
                                .path("requests"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"kind\":\"unheard_of\"}",
                "{\"kind\":\"refusal\",\"status\":200}",
                "{\"kind\":\"hang\",\"seconds\":-1}",
                "{\"kind\":\"random\",\"probability\":0}",
                "{\"kind\":\"lost_answer\",\"times\":0}"
            })
    void aFaultThatMakesNoSenseIsRefused(String body) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/faults")).POST(BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void aTakenPortIsNamed() {
        int taken = URI.create(simulator.address()).getPort();

        assertThatThrownBy(() -> DiscordSimulator.start(directory.resolve("other"), taken))
                .isInstanceOf(PortTakenException.class)
                .hasMessageContaining(Integer.toString(taken));
    }

    private Path file() {
        return directory.resolve("discord.jsonl");
    }

    private URI uri(String path) {
        return URI.create(simulator.address() + path);
    }

    private String message(String content) {
        return json.createObjectNode().put("content", content).toString();
    }

    private String id(HttpResponse<String> answer) {
        return json.readTree(answer.body()).path("id").asString();
    }

    private HttpResponse<String> post(String body, String query) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(simulator.webhookUrl() + query))
                        .POST(BodyPublishers.ofString(body)));
    }

    private JsonNode requests() throws Exception {
        return json.readTree(send(HttpRequest.newBuilder(uri("/requests"))).body());
    }

    private JsonNode request(int index) throws Exception {
        return requests().path("requests").path(index);
    }

    private List<Integer> statuses(String plan) throws Exception {
        fault(plan);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(post(message("mensagem " + i), "?wait=true").statusCode());
        }
        return statuses;
    }

    private HttpResponse<String> edit(String id, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(URI.create(simulator.webhookUrl() + "/messages/" + id))
                        .method("PATCH", BodyPublishers.ofString(body)));
    }

    private void fault(String body) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(uri("/faults")).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private List<String> contents() throws Exception {
        JsonNode messages = json.readTree(send(HttpRequest.newBuilder(uri("/"))).body());
        return messages.valueStream().map(message -> message.path("content").asString()).toList();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
