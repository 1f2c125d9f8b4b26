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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void faultsMeetTheNextRequestsInOrder() throws Exception {
        fault("{\"kind\":\"refusal\",\"status\":503}");
        fault("{\"kind\":\"refusal\",\"status\":429,\"retry_after\":0.25}");

        assertThat(post(message("um"), "").statusCode()).isEqualTo(503);
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
