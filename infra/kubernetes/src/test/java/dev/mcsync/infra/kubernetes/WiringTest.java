package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.startup.SettingNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** That everything finds what it names: pods, ports, services behind, settings and names. */
final class WiringTest {

    private static final JsonNode COMPOSE =
            Yaml.read(Repository.COMPOSE.resolve("compose.yaml")).path("services");

    static Stream<String> variants() {
        return Chart.variants();
    }

    static Stream<Workload> services() {
        return Chart.variants().flatMap(variant -> Chart.of(variant).services().stream());
    }

    static Stream<Workload> pods() {
        return Chart.variants().flatMap(variant -> Chart.of(variant).workloads().stream());
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theServicesAreTheFour(String variant) {
        assertThat(Chart.of(variant).services())
                .extracting(Workload::component)
                .containsExactlyInAnyOrderElementsOf(Repository.SERVICES);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void whatSelectsPodsSelectsThoseOfItsServiceAlone(String variant) {
        Manifests made = Chart.of(variant);
        List<JsonNode> selecting = new ArrayList<>();
        made.ofKind("Service").forEach(selecting::add);
        made.ofKind("PodDisruptionBudget").forEach(selecting::add);
        made.services().forEach(workload -> selecting.add(workload.object()));

        for (JsonNode object : selecting) {
            assertThat(selectedBy(object, made))
                    .as("%s", object)
                    .extracting(Workload::component)
                    .containsExactly(
                            object.at("/metadata/labels/app.kubernetes.io~1component")
                                    .asString(""));
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void everyPortOfAServiceIsOneOfItsPods(String variant) {
        Manifests made = Chart.of(variant);
        made.ofKind("Service")
                .forEach(service -> {
                    JsonNode pod = selectedBy(service, made).getFirst().container();
                    for (JsonNode port : service.at("/spec/ports")) {
                        assertThat(pod.at("/ports/0/name").asString(""))
                                .isEqualTo(port.path("targetPort").asString("none"));
                        assertThat(port.path("port").intValue())
                                .isEqualTo(pod.at("/ports/0/containerPort").intValue());
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceListensWhereItsPodSaysAndWhereItDoesInCompose(Workload workload) {
        assertThat(workload.variables())
                .containsEntry(
                        "SERVER_PORT",
                        workload.container().at("/ports/0/containerPort").asString(""))
                .containsEntry(
                        "SERVER_PORT",
                        COMPOSE.path(workload.component())
                                .at("/environment/SERVER_PORT")
                                .asString(""));
    }

    @ParameterizedTest
    @MethodSource("variants")
    void theGatewayFindsTheServicesBehindIt(String variant) {
        Manifests made = Chart.of(variant);
        Map<String, String> variables = made.workload("ingress-gateway").variables();

        assertThat(variables)
                .containsEntry("MC_PROCESSOR_URL", addressOf("state-processor", made))
                .containsEntry("MC_NOTIFIER_URL", addressOf("notifier-worker", made))
                .containsEntry("MC_REALTIME_URL", addressOf("realtime-gateway", made));
    }

    /** By the list that stops the start of a service with any other. */
    @ParameterizedTest
    @MethodSource("pods")
    void everyVariableIsASettingOrNamesTheFileOfOne(Workload workload) {
        Map<String, String> settings = new HashMap<>();
        workload.variableNames().forEach(name -> settings.put(name, ""));

        assertThatCode(() -> SettingNames.ofTheProduct().requireKnown(settings))
                .doesNotThrowAnyException();
        assertThat(settings.keySet())
                .filteredOn(name -> !name.startsWith("MC_"))
                .isSubsetOf(
                        "SERVER_PORT",
                        "KAFKA_BOOTSTRAP_SERVERS",
                        "POSTGRES_URL_FILE",
                        "LOGGING_LEVEL_ROOT");
    }

    /** Which they check as they are made: the list above takes any name behind MC_KAFKA_. */
    @ParameterizedTest
    @MethodSource("services")
    void everySettingOfKafkaIsOneOfItsClients(Workload workload) {
        Map<String, String> variables = new HashMap<>();
        workload.variableNames()
                .forEach(name -> variables.put(name.replaceFirst("_FILE$", ""), "value"));
        Map<String, String> settings = SettingNames.ofTheProduct().entriesOf("kafka", variables);

        assertThatCode(() -> new KafkaClients("broker:9092", settings)).doesNotThrowAnyException();
        assertThat(settings.isEmpty())
                .isEqualTo(!workload.variables().containsKey("MC_KAFKA_SECURITY_PROTOCOL"));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void noVariableIsSetTwice(Workload workload) {
        assertThat(workload.variableNames()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aProcessorHasTheNameOfItsPodWhichStaysTheSame(String variant) {
        Workload processor = Chart.of(variant).workload("state-processor");

        assertThat(processor.kind()).isEqualTo("StatefulSet");
        assertThat(
                        processor
                                .container()
                                .path("env")
                                .valueStream()
                                .filter(each ->
                                        each.path("name").asString("").equals("MC_INSTANCE_ID"))
                                .map(each -> each.at("/valueFrom/fieldRef/fieldPath").asString("")))
                .containsExactly("metadata.name");
        String members = processor.object().at("/spec/serviceName").asString("");
        assertThat(Chart.of(variant).one("Service", members).at("/spec/clusterIP").asString(""))
                .isEqualTo("None");
    }

    @Test
    void whereAProxyStandsInFrontTheGatewayIsTold() {
        assertThat(Chart.of(Chart.EVERYTHING).workload("ingress-gateway").variables())
                .containsEntry("MC_PROXIES_IN_FRONT", "2");
        assertThat(Chart.of(Chart.DEFAULTS).workload("ingress-gateway").variableNames())
                .doesNotContain("MC_PROXIES_IN_FRONT");
    }

    @Test
    void theWorldReachesTheGatewayOverTlsAndMayStayForHours() {
        Manifests made = Chart.of(Chart.EVERYTHING);
        JsonNode ingress = made.one("Ingress", "board-ingress-gateway");
        JsonNode route = made.one("HTTPRoute", "board-ingress-gateway");

        assertThat(ingress.at("/spec/tls/0/hosts/0").asString(""))
                .isEqualTo(ingress.at("/spec/rules/0/host").asString("none"));
        assertThat(ingress.at("/spec/tls/0/secretName").asString("")).isEqualTo("board-tls");
        assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/name").asString(""))
                .isEqualTo("board-ingress-gateway");
        assertThat(Workload.texts(ingress.at("/metadata/annotations")))
                .containsEntry("nginx.ingress.kubernetes.io/proxy-read-timeout", "3600")
                .containsEntry("nginx.ingress.kubernetes.io/proxy-buffering", "off");
        assertThat(route.at("/spec/rules/0/timeouts/request").asString("")).isEqualTo("0s");
        assertThat(route.at("/spec/rules/0/backendRefs/0/port").intValue()).isEqualTo(8080);
    }

    @Test
    void onlyTheGatewayIsReachedFromOutside() {
        Manifests made = Chart.of(Chart.EVERYTHING);
        Set<String> open = new HashSet<>();
        made.ofKind("Service")
                .filter(service ->
                        !service.at("/spec/type").asString("ClusterIP").equals("ClusterIP"))
                .forEach(service -> open.add(Manifests.nameOf(service)));

        assertThat(open).containsExactly("board-ingress-gateway");
    }

    private static String addressOf(String service, Manifests made) {
        JsonNode found = made.one("Service", Chart.RELEASE + "-" + service);
        return "http://%s:%d"
                .formatted(Manifests.nameOf(found), found.at("/spec/ports/0/port").intValue());
    }

    private static List<Workload> selectedBy(JsonNode object, Manifests made) {
        JsonNode selector = object.at("/spec/selector");
        Map<String, String> labels =
                Workload.texts(
                        selector.has("matchLabels") ? selector.path("matchLabels") : selector);
        assertThat(labels).isNotEmpty();
        return made.workloads().stream()
                .filter(workload -> workload.labels().entrySet().containsAll(labels.entrySet()))
                .toList();
    }
}
