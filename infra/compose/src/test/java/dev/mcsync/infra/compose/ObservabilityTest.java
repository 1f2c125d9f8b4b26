package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts and the dashboard ask for nothing that no service says, and Prometheus for no other. That
 * each expression finds data in a running product, ObservedRunIT looks at.
 */
final class ObservabilityTest {

    private static final JsonNode PROMETHEUS =
            YamlFile.read(Repository.OBSERVABILITY.resolve("prometheus.yml"));
    private static final JsonNode DASHBOARD =
            JsonMapper.shared()
                    .readTree(Repository.OBSERVABILITY.resolve("grafana/mc-sync.json").toFile());

    private static final Pattern METRIC =
            Pattern.compile("\\b(?:mc|jvm|process|http|node|disk)_[a-z_]+\\b");

    /** A meter as the code makes it: the kind, and the name. */
    private static final Pattern METER =
            Pattern.compile(
                    "(TimeGauge|Gauge|Counter|Timer)\\s*\\.builder\\(\\s*\"(mc[._][a-z._]+)\""
                            + "|\\.(counter)\\(\\s*\"(mc[._][a-z._]+)\"");

    /** Said by every service that Micrometer watches. */
    private static final Set<String> OF_MICROMETER =
            Set.of(
                    "http_server_requests_seconds_count",
                    "http_server_requests_seconds_bucket",
                    "jvm_buffer_memory_used_bytes",
                    "process_cpu_usage",
                    "jvm_memory_usage_after_gc",
                    "jvm_memory_used_bytes",
                    "jvm_gc_pause_seconds_sum",
                    "jvm_threads_live_threads");

    /** Said by the node_exporter that a machine may have. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of("node_filesystem_avail_bytes", "node_filesystem_size_bytes");

    /** The services, and what several of them say alike. */
    private static final List<String> MODULES =
            Stream.concat(Repository.SERVICES.stream(), Stream.of("service")).toList();

    static Stream<JsonNode> panels() {
        return DASHBOARD.path("panels").valueStream().filter(panel -> panel.has("targets"));
    }

    @Test
    void everyMetricThatIsAskedForIsSaidBySomeService() {
        Set<String> said = new TreeSet<>(OF_MICROMETER);
        said.addAll(OF_THE_MACHINE);
        MODULES.forEach(module -> said.addAll(metricsOf(module)));

        assertThat(metricsIn(expressions())).isNotEmpty().isSubsetOf(said);
    }

    @Test
    void everyMetricOfTheProductIsOnTheDashboard() {
        Set<String> shown = metricsIn(panels().flatMap(ObservabilityTest::expressionsOf));

        assertThat(MODULES.stream().flatMap(module -> metersOf(module).stream()))
                .isNotEmpty()
                .allMatch(meter -> shown.stream().anyMatch(metric -> metric.startsWith(meter)));
    }

    @Test
    void everyServiceIsScrapedUnderItsName() {
        assertThat(
                        PROMETHEUS
                                .path("scrape_configs")
                                .valueStream()
                                .map(job -> job.path("job_name").stringValue()))
                .containsExactlyElementsOf(Repository.SERVICES);
        JsonNode compose = YamlFile.read(Repository.COMPOSE.resolve("compose.yaml"));
        for (JsonNode job : PROMETHEUS.path("scrape_configs")) {
            String name = job.path("job_name").stringValue();
            String port =
                    compose.at("/services/" + name + "/environment/SERVER_PORT").stringValue();
            assertThat(job.at("/dns_sd_configs/0/names/0").stringValue()).isEqualTo(name);
            assertThat(job.at("/dns_sd_configs/0/port").asString()).isEqualTo(port);
            assertThat(job.path("metrics_path").stringValue()).isEqualTo("/actuator/prometheus");
            String file = job.at("/authorization/credentials_file").stringValue();
            assertThat(compose.path("secrets").propertyNames())
                    .contains(file.replace("/run/secrets/", ""));
        }
    }

    @Test
    void noTwoPanelsLieOverEachOther() {
        List<JsonNode> all = DASHBOARD.path("panels").valueStream().toList();

        assertThat(all.stream().map(panel -> panel.path("id").intValue())).doesNotHaveDuplicates();
        assertThat(all.stream().map(panel -> panel.at("/gridPos/x") + "," + panel.at("/gridPos/y")))
                .doesNotHaveDuplicates();
        assertThat(all)
                .allMatch(panel ->
                        panel.at("/gridPos/x").intValue() + panel.at("/gridPos/w").intValue()
                                <= 24);
    }

    private static Stream<String> expressions() {
        return Stream.concat(
                AlertRules.all().stream().map(alert -> alert.path("expr").stringValue()),
                panels().flatMap(ObservabilityTest::expressionsOf));
    }

    private static Stream<String> expressionsOf(JsonNode panel) {
        return panel.path("targets").valueStream().map(target -> target.path("expr").stringValue());
    }

    private static Set<String> metricsIn(Stream<String> expressions) {
        Set<String> found = new TreeSet<>();
        expressions.forEach(expression ->
                METRIC.matcher(expression).results().forEach(hit -> found.add(hit.group())));
        return found;
    }

    /** The names that Prometheus knows a service's meters by. */
    private static Set<String> metricsOf(String service) {
        Set<String> found = new TreeSet<>();
        METER.matcher(Repository.sourcesOf(service))
                .results()
                .forEach(meter -> {
                    String name = baseOf(meter);
                    switch (kindOf(meter)) {
                        case "Timer" ->
                                List.of("_count", "_sum", "_max", "_bucket")
                                        .forEach(part -> found.add(name + part));
                        case String _ -> found.add(name);
                    }
                });
        return found;
    }

    private static Set<String> metersOf(String service) {
        Set<String> found = new TreeSet<>();
        METER.matcher(Repository.sourcesOf(service))
                .results()
                .forEach(meter -> found.add(baseOf(meter)));
        return found;
    }

    private static String baseOf(MatchResult meter) {
        String name = (meter.group(2) == null ? meter.group(4) : meter.group(2)).replace('.', '_');
        String suffix =
                switch (kindOf(meter)) {
                    case "Timer", "TimeGauge" -> "_seconds";
                    case "Counter", "counter" -> "_total";
                    case String _ -> "";
                };
        return name.endsWith(suffix) ? name : name + suffix;
    }

    private static String kindOf(MatchResult meter) {
        return meter.group(1) == null ? meter.group(3) : meter.group(1);
    }
}
