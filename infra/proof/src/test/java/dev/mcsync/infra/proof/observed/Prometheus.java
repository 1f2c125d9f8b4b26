package dev.mcsync.infra.proof.observed;

import static java.util.stream.Collectors.joining;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.Programs;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real one, as a child process that asks services for their metrics every second. */
final class Prometheus implements AutoCloseable {

    /** Where {@code ./mc-sync test} has put it, beside the PATH. */
    private static final Path FETCHED = Path.of("..", "..", "target", "tools", "usr", "bin");

    private static final Path RULES = Path.of("..", "..", "infra", "observability", "alerts.yml");

    private static final String CONFIG =
            """
            global:
              scrape_interval: 1s
              evaluation_interval: 1s
            rule_files: ["%s"]
            scrape_configs:
            """;

    private static final String JOB =
            """
              - job_name: %s
                metrics_path: /actuator/prometheus
                authorization: { credentials: "%s" }
                static_configs: [{ targets: ["%s"] }]
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** The program; empty where it is not installed. */
    static Optional<Path> program() {
        return Programs.find("prometheus", FETCHED);
    }

    /**
     * @param jobs the services by the names of their jobs
     */
    static Prometheus start(
            Path program, Path directory, Map<String, ServiceProcess> jobs, String token)
            throws IOException {
        Files.createDirectories(directory);
        String services =
                jobs.entrySet().stream()
                        .map(job ->
                                JOB.formatted(
                                        job.getKey(),
                                        token,
                                        URI.create(job.getValue().address()).getAuthority()))
                        .collect(joining());
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, CONFIG.formatted(RULES.toRealPath()) + services);
        String address = "127.0.0.1:" + LoopbackPorts.free();
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + directory.resolve("data"),
                                "--web.listen-address=" + address)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
        return new Prometheus(process, "http://" + address);
    }

    /** Whether it answers yet. */
    boolean isReady() {
        try {
            return get("/-/ready").isPresent();
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * What an expression gives now, each as a label set with its value.
     *
     * @throws IllegalArgumentException when Prometheus does not understand it
     */
    JsonNode query(String expression) throws IOException {
        String query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return get("/api/v1/query?query=" + query)
                .map(answer -> answer.at("/data/result"))
                .orElseThrow(() -> new IllegalArgumentException("Refused: " + expression));
    }

    /** The alerts, by their names. */
    JsonNode rules() throws IOException {
        return get("/api/v1/rules").orElseThrow().at("/data/groups");
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Empty when it is refused; what is no JSON is an empty object. */
    private Optional<JsonNode> get(String path) throws IOException {
        try {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(address + path)).build(),
                            BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                return Optional.empty();
            }
            JsonMapper json = JsonMapper.shared();
            return Optional.of(
                    answer.body().startsWith("{")
                            ? json.readTree(answer.body())
                            : json.createObjectNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
