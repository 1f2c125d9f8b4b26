package dev.mcsync.infra.proof.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The services as they run for an operator, under the eyes of a real Prometheus. Run with {@code
 * -Dmc.write-docs=true} to write down the metrics that were found.
 */
class ObservedRunIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Path DASHBOARD =
            Path.of("..", "..", "infra", "observability", "grafana", "mc-sync.json");

    /** A name with the labels asked for; what follows is how far back. */
    private static final Pattern SELECTOR =
            Pattern.compile(
                    "\\b(?:mc|jvm|process|http|r2dbc|kafka)_\\w+(?:\\{[^}]*})?|\\bup\\{[^}]*}");

    /** Said by the node_exporter of a machine, which has none here. */
    private static final Predicate<String> OF_THE_MACHINE =
            expression -> expression.contains("node_filesystem");

    private static final Map<Member, String> JOBS =
            new EnumMap<>(
                    Map.of(
                            Member.GATEWAY, "ingress-gateway",
                            Member.PROCESSOR, "state-processor",
                            Member.NOTIFIER, "notifier-worker",
                            Member.REALTIME, "realtime-gateway"));

    @TempDir static Path directory;
    private static Fleet fleet;

    @BeforeAll
    static void work() {
        fleet =
                Fleet.prepare(
                        directory.resolve("fleet"),
                        JOBS.keySet(),
                        Set.of(),
                        // Nobody takes the spans, which is counted too.
                        Map.of(
                                "MC_TRACING_ENDPOINT",
                                "http://127.0.0.1:" + LoopbackPorts.free() + "/v1/traces"));
        fleet.startAll();
        try (McApi api = fleet.api();
                BoardSocket board = api.openBoard()) {
            Answer task =
                    api.post(
                            "/api/dashboard/tasks",
                            Map.of("title", "Seen", "agent_id", "agt_seen"),
                            "Prefer",
                            "wait=30");
            assertThat(task.status()).isEqualTo(201);
            for (String type : List.of("ack", "progress", "done")) {
                assertThat(report(api, task, type).status()).isEqualTo(200);
            }
            assertThat(
                            board.await(
                                    frame -> frame.at("/task/status").asString("").equals("done"),
                                    SOON))
                    .isPresent();
        }
    }

    @AfterAll
    static void stop() {
        fleet.close();
    }

    @Test
    void everyMetricIsInTheDocument() throws Exception {
        MetricsPage page = page();
        long end = System.nanoTime() + SOON.toNanos();
        // Asked of the brokers every few seconds, not at the start.
        while (!page.text().contains("mc_log_group_lag_seconds") && System.nanoTime() < end) {
            pause();
            page = page();
        }
        if (Boolean.getBoolean("mc.write-docs")) {
            page.write();
        }
        assertThat(Files.readString(MetricsPage.DOCUMENT)).isEqualTo(page.text());
        assertThat(page.text()).contains("mc_", "http_server_", "r2dbc_pool_", "kafka_producer_");
        assertThat(page.text()).doesNotContain("agt_seen");
    }

    @Test
    void everyExpressionFindsWhatItAsksFor() throws Exception {
        Optional<Path> program = Prometheus.program();
        if (Boolean.getBoolean("prometheus.needed")) {
            assertThat(program).as("Prometheus, which this run has to have").isPresent();
        }
        assumeTrue(
                program.isPresent(),
                "Left out: Prometheus is not installed (Debian has it in the package prometheus)");
        try (Prometheus prometheus =
                Prometheus.start(
                        program.orElseThrow(),
                        directory.resolve("prometheus"),
                        jobs(),
                        fleet.secrets().getFirst())) {
            long end = System.nanoTime() + SOON.toNanos();
            while (!prometheus.isReady() && System.nanoTime() < end) {
                pause();
            }
            Set<String> panels = panels();
            Set<String> selectors = new TreeSet<>();
            Stream.concat(panels.stream(), alerts(prometheus))
                    .filter(OF_THE_MACHINE.negate())
                    .flatMap(expression -> SELECTOR.matcher(expression).results())
                    .map(MatchResult::group)
                    .forEach(selectors::add);
            assertThat(panels).hasSizeGreaterThan(50);
            assertThat(selectors).hasSizeGreaterThan(50);

            Set<String> without = new TreeSet<>(panels);
            without.addAll(selectors);
            do {
                without.removeAll(found(prometheus, without));
            } while (!without.isEmpty() && System.nanoTime() < end && pause());

            assertThat(without).as("expressions without data").isEmpty();
            assertThat(prometheus.query("ALERTS{alertstate=\"firing\",severity=\"page\"}"))
                    .isEmpty();
        }
    }

    private static MetricsPage page() throws Exception {
        MetricsPage page = new MetricsPage();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (Map.Entry<Member, String> job : JOBS.entrySet()) {
                page.add(job.getValue(), scrape(http, fleet.service(job.getKey())));
            }
        }
        return page;
    }

    private static boolean pause() {
        LockSupport.parkNanos(LOOK_EVERY.toNanos());
        return true;
    }

    private static Set<String> found(Prometheus prometheus, Set<String> expressions)
            throws IOException {
        Set<String> found = new TreeSet<>();
        for (String expression : expressions) {
            if (!prometheus.query(expression).isEmpty()) {
                found.add(expression);
            }
        }
        return found;
    }

    private static Map<String, ServiceProcess> jobs() {
        Map<String, ServiceProcess> jobs = new LinkedHashMap<>();
        JOBS.forEach((member, job) -> jobs.put(job, fleet.service(member)));
        return jobs;
    }

    private static Set<String> panels() {
        return JsonMapper.shared()
                .readTree(DASHBOARD.toFile())
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").stringValue())
                .map(expression -> expression.replace("$__rate_interval", "30s"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As Prometheus has read them. */
    private static Stream<String> alerts(Prometheus prometheus) throws IOException {
        List<JsonNode> rules =
                prometheus
                        .rules()
                        .valueStream()
                        .flatMap(group -> group.path("rules").valueStream())
                        .toList();
        assertThat(rules).isNotEmpty();
        return rules.stream().map(rule -> rule.path("query").stringValue());
    }

    private static Exposition scrape(HttpClient http, ServiceProcess service) throws Exception {
        URI address = URI.create(service.address() + "/actuator/prometheus");
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .header(AccessTokens.HEADER, fleet.secrets().getFirst())
                        .build();
        return Exposition.of(http.send(request, BodyHandlers.ofString()).body());
    }

    private static Answer report(McApi api, Answer task, String type) {
        return api.post(
                "/api/agents/events",
                Map.of(
                        "event_id",
                        "evt_seen_" + type,
                        "agent_id",
                        "agt_seen",
                        "task_id",
                        task.text("task_id"),
                        "command_id",
                        task.text("command_id"),
                        "type",
                        type),
                "Prefer",
                "wait=30");
    }
}
