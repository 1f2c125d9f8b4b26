package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The chart itself: what Helm finds in it, and which values it takes. */
final class ChartTest {

    private static final Pattern VERSION =
            Pattern.compile("<artifactId>mc-sync</artifactId>\\s*<version>([0-9.]+)(-SNAPSHOT)?<");

    @Test
    void helmFindsNothingToSayAgainstIt() {
        LintResult result = Chart.lint();

        assertThat(result.getMessages()).noneMatch(message -> message.matches(".*(WARN|ERR).*"));
        assertThat(result.isFailed()).isFalse();
    }

    @Test
    void itsVersionIsTheBuilds() {
        JsonNode chart = Yaml.read(Chart.DIRECTORY.resolve("Chart.yaml"));
        var version = VERSION.matcher(Repository.read(Repository.ROOT.resolve("pom.xml")));

        assertThat(version.find()).isTrue();
        assertThat(chart.path("appVersion").asString("")).isEqualTo(version.group(1));
    }

    static Stream<String> variants() {
        return Chart.variants();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void nothingIsMadeTwice(String variant) {
        Manifests made = Chart.of(variant);

        assertThat(made.names()).hasSize(made.all().size());
    }

    @Test
    void withLittleLittleIsMade() {
        assertThat(Chart.of(Chart.MINIMAL).names())
                .filteredOn(name -> !name.matches("(ServiceAccount|PodDisruptionBudget) .*"))
                .containsExactlyInAnyOrder(
                        "Deployment board-ingress-gateway",
                        "StatefulSet board-state-processor",
                        "Deployment board-notifier-worker",
                        "Deployment board-realtime-gateway",
                        "Service board-ingress-gateway",
                        "Service board-state-processor",
                        "Service board-state-processor-members",
                        "Service board-notifier-worker",
                        "Service board-realtime-gateway");
    }

    @Test
    void withEverythingEveryKindIsMade() {
        assertThat(Chart.of(Chart.EVERYTHING).all())
                .extracting(Manifests::kindOf)
                .contains(
                        "Job",
                        "HorizontalPodAutoscaler",
                        "ScaledObject",
                        "TriggerAuthentication",
                        "NetworkPolicy",
                        "PodMonitor",
                        "PrometheusRule",
                        "Ingress",
                        "HTTPRoute");
    }

    /** What is misspelt, of another type or out of bounds must not be passed over. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "replicas: 2",
                "stateProcessor: { replica: 2 }",
                "stateProcessor: { replicas: '2' }",
                "stateProcessor: { replicas: 0 }",
                "stateProcessor: { keda: { enabled: 'yes' } }",
                "kafka: { security: ssl }",
                "kafka: { bootstrapServers: broker }",
                "kafka: { password: secret }",
                "tokens: { token: secret }",
                "tokens: { keys: { internal: '' } }",
                "hold: [state-procesor]",
                "ingress: { enabled: true }",
                "httpRoute: { enabled: true }",
                "networkPolicy: { kafka: { peers: [] } }",
                "ingressGateway: { resources: { limits: { memory: 1G } } }",
                "ingressGateway: { settings: { MC_EVENTS_PER_SECOND: 5000 } }",
                "notifierWorker: { resources: null }",
            })
    void aWrongValueIsRefused(String values) {
        assertThatThrownBy(() -> Chart.with(values))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    @ParameterizedTest
    @CsvSource({
        "MC_TOKEN",
        "MC_INTERNAL_TOKEN",
        "MC_AGENT_TOKENS_agt_b",
        "POSTGRES_URL",
        "MC_POSTGRES_URL",
        "MC_DISCORD_WEBHOOK_URL",
        "MC_KAFKA_SASL_JAAS_CONFIG",
        "MC_KAFKA_SSL_KEYSTORE_KEY",
        "MC_KAFKA_SSL_KEY_PASSWORD",
        "JAVA_TOOL_OPTIONS",
        "MC_INSTANCE_ID",
    })
    void aSecretIsNoSettingAndWhatTheChartSetsIsNot(String name) {
        assertThatThrownBy(() ->
                        Chart.with("ingressGateway: { settings: { %s: value } }".formatted(name)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("schema");
    }

    @Test
    void otherSettingsAre() {
        Manifests made =
                Chart.with("ingressGateway: { settings: { MC_MAX_CLIENTS_PER_TOKEN: '10' } }");

        assertThat(made.workload("ingress-gateway").variables())
                .containsEntry("MC_MAX_CLIENTS_PER_TOKEN", "10");
    }

    @Test
    void whatCannotBeKnownIsAskedFor() {
        assertThatThrownBy(() ->
                        Chart.with(
                                "{ kafka: { security: scram }, stateProcessor: { keda: { enabled: true } } }"))
                .hasMessageContaining("stateProcessor.keda.authentication");
    }
}
