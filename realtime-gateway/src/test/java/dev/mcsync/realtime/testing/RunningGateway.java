package dev.mcsync.realtime.testing;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.realtime.RealtimeGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a free port of this machine, and a plain HTTP client of it. */
public final class RunningGateway implements AutoCloseable {

    public static final String ADMIN = "admin-token-of-the-tests";
    public static final String PANEL = "panel-token-of-the-tests";
    public static final String AGENT = "agent-token-of-the-tests";
    public static final String INTERNAL = "internal-token-of-the-tests";

    public static final JsonMapper JSON = JsonMapper.builder().build();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final ConfigurableApplicationContext context;
    private final int port;

    private RunningGateway(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", int.class);
    }

    /** Does not wait for the board to be read. */
    public static RunningGateway start(
            String bootstrapServers, PostgresAddress database, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--logging.structured.format.console=",
                                "--mc.token=" + ADMIN,
                                "--mc.panel-token=" + PANEL,
                                "--mc.agent-token=" + AGENT,
                                "--mc.internal-token=" + INTERNAL,
                                "--mc.kafka-bootstrap-servers=" + bootstrapServers,
                                "--mc.postgres-url=" + database.urlWithPassword()));
        arguments.addAll(List.of(more));
        return new RunningGateway(RealtimeGateway.start(arguments.toArray(String[]::new)));
    }

    public RunningGateway awaitReady() {
        Await.until(
                "the gateway is ready",
                () -> get("/actuator/health/readiness", "").statusCode() == 200);
        return this;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return port;
    }

    public URI uri(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port + pathAndQuery);
    }

    /**
     * @param token empty for none
     */
    public HttpResponse<String> get(String pathAndQuery, String token, String... headers) {
        return send(request(pathAndQuery, token, headers).GET().build());
    }

    public HttpResponse<String> post(String path, String token) {
        return send(request(path, token).POST(BodyPublishers.noBody()).build());
    }

    public JsonNode json(String pathAndQuery, String token, String... headers) {
        HttpResponse<String> response = get(pathAndQuery, token, headers);
        if (response.statusCode() != 200) {
            throw new AssertionError(
                    "Expected 200 of %s, found %d: %s"
                            .formatted(pathAndQuery, response.statusCode(), response.body()));
        }
        return JSON.readTree(response.body());
    }

    public String ticket() {
        HttpResponse<String> response = post("/api/realtime/tickets", PANEL);
        return JSON.readTree(response.body()).get("ticket").asString();
    }

    @Override
    public void close() {
        context.close();
    }

    private HttpRequest.Builder request(String pathAndQuery, String token, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(pathAndQuery)).timeout(Duration.ofSeconds(70));
        if (!token.isEmpty()) {
            request.header(AccessTokens.HEADER, token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("Expected an answer to " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Expected not to be interrupted", e);
        }
    }
}
