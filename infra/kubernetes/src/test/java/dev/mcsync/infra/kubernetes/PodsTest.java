package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.JsonNode;

/** What every pod may do, has and is given time for. */
final class PodsTest {

    private static final JsonNode COMPOSE =
            Yaml.read(Repository.COMPOSE.resolve("compose.yaml")).path("services");
    private static final Pattern HEAP = Pattern.compile("-XX:MaxRAMPercentage=([0-9]+)");

    /** Threads, buffers outside the heap, and code; measured is less than that. */
    private static final double LEAST_BESIDE_THE_HEAP_MIB = 256;

    static Stream<Workload> pods() {
        return Chart.variants().flatMap(variant -> Chart.of(variant).workloads().stream());
    }

    static Stream<Workload> services() {
        return Chart.variants().flatMap(variant -> Chart.of(variant).services().stream());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodRunsAsNobodyAndWritesNowhereButInItsTmp(Workload workload) {
        JsonNode ofPod = workload.pod().path("securityContext");
        JsonNode ofContainer = workload.container().path("securityContext");

        assertThat(ofPod.path("runAsNonRoot").booleanValue()).isTrue();
        assertThat(ofPod.path("runAsUser").intValue()).isEqualTo(10001);
        assertThat(ofPod.at("/seccompProfile/type").asString("")).isEqualTo("RuntimeDefault");
        assertThat(ofContainer.path("readOnlyRootFilesystem").booleanValue()).isTrue();
        assertThat(ofContainer.path("allowPrivilegeEscalation").booleanValue(true)).isFalse();
        assertThat(Workload.list(ofContainer.at("/capabilities/drop"))).containsExactly("ALL");
        assertThat(writable(workload)).containsExactly("/tmp");
        assertThat(volume(workload, "tmp").path("emptyDir").has("sizeLimit")).isTrue();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void theUserIsTheImages(Workload workload) {
        assertThat(Repository.read(Repository.COMPOSE.resolve("Dockerfile")))
                .contains(
                        "USER %d:%d"
                                .formatted(
                                        workload.pod().at("/securityContext/runAsUser").intValue(),
                                        workload.pod().at("/securityContext/fsGroup").intValue()));
    }

    @ParameterizedTest
    @MethodSource("pods")
    void aPodHasANameOfItsOwnInTheClusterAndNoRightsThere(Workload workload) {
        assertThat(workload.pod().path("automountServiceAccountToken").booleanValue(true))
                .isFalse();
        assertThat(workload.pod().path("enableServiceLinks").booleanValue(true)).isFalse();
        assertThat(workload.pod().path("serviceAccountName").asString(""))
                .isEqualTo("board-" + workload.component());
        for (String variant : Chart.variants().toList()) {
            assertThat(Chart.of(variant).ofKind("ServiceAccount"))
                    .allMatch(account ->
                            !account.path("automountServiceAccountToken").booleanValue(true));
            assertThat(Chart.of(variant).workloads())
                    .allSatisfy(other ->
                            Chart.of(variant).one("ServiceAccount", "board-" + other.component()));
        }
    }

    @ParameterizedTest
    @MethodSource("pods")
    void memoryIsGivenAndNotOnlyPromised(Workload workload) {
        JsonNode resources = workload.container().path("resources");

        assertThat(resources.at("/requests/memory").asString(""))
                .isEqualTo(resources.at("/limits/memory").asString("none"));
        assertThat(resources.at("/requests/cpu").asString("")).isNotBlank();
    }

    /** The flag stands in the image, and no pod sets it anew. */
    @ParameterizedTest
    @MethodSource("services")
    void theHeapLeavesRoomForWhatIsBesideIt(Workload workload) {
        double limitMib = mebibytes(workload.container().at("/resources/limits/memory"));
        var share = HEAP.matcher(Repository.read(Repository.COMPOSE.resolve("Dockerfile")));

        assertThat(share.find()).isTrue();
        double heapMib = limitMib * Integer.parseInt(share.group(1)) / 100;
        assertThat(limitMib - heapMib).isGreaterThanOrEqualTo(LEAST_BESIDE_THE_HEAP_MIB);
        assertThat(limitMib)
                .isGreaterThanOrEqualTo(
                        mebibytes(
                                COMPOSE.path(workload.component())
                                        .at("/deploy/resources/limits/memory")));
        assertThat(workload.variableNames()).doesNotContain("JAVA_TOOL_OPTIONS");
    }

    @ParameterizedTest
    @MethodSource("services")
    void theProbesAskWhatAServiceAnswersToAnybody(Workload workload) {
        JsonNode container = workload.container();

        assertThat(container.at("/startupProbe/httpGet/path").asString(""))
                .isEqualTo("/actuator/health/liveness");
        assertThat(container.at("/livenessProbe/httpGet/path").asString(""))
                .isEqualTo("/actuator/health/liveness");
        assertThat(container.at("/readinessProbe/httpGet/path").asString(""))
                .isEqualTo("/actuator/health/readiness");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            String path = container.path(probe).at("/httpGet/path").asString("");
            assertThat(container.path(probe).at("/httpGet/port").asString("")).isEqualTo("http");
            assertThat(Repository.read(Repository.ROOT.resolve("docs/access.md")))
                    .as("open to nobody in particular")
                    .contains("| `GET %s` | 200 |".formatted(path));
        }
    }

    /** The grace period of compose is longer than any service takes, and preStop comes before. */
    @ParameterizedTest
    @MethodSource("services")
    void aServiceHasTimeToFinish(Workload workload) {
        JsonNode command = workload.container().at("/lifecycle/preStop/exec/command");
        assertThat(command.path(0).asString("")).isEqualTo("sleep");
        Duration before = Duration.ofSeconds(Integer.parseInt(command.path(1).asString("")));
        Duration grace =
                Duration.ofSeconds(workload.pod().path("terminationGracePeriodSeconds").intValue());

        assertThat(grace.minus(before))
                .isGreaterThanOrEqualTo(
                        duration(COMPOSE.path(workload.component()).path("stop_grace_period")))
                .isGreaterThan(phaseOf(workload.component()));
    }

    @ParameterizedTest
    @MethodSource("services")
    void podsOfAServiceAreSpread(Workload workload) {
        JsonNode constraints = workload.pod().path("topologySpreadConstraints");

        assertThat(constraints.valueStream().map(each -> each.path("topologyKey").asString("")))
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        for (JsonNode constraint : constraints) {
            assertThat(workload.labels())
                    .containsAllEntriesOf(
                            Workload.texts(constraint.at("/labelSelector/matchLabels")));
        }
    }

    @Test
    void theMigrationIsTheProcessorsAndRunsBeforeEverything() {
        Workload migration = Chart.of(Chart.EVERYTHING).workload("migration");

        assertThat(migration.container().path("image").asString(""))
                .isEqualTo("registry.example.com/mc-sync/state-processor:1.2.3");
        assertThat(Workload.list(migration.container().path("command")))
                .isEqualTo(Workload.list(COMPOSE.at("/migrate/entrypoint")));
        assertThat(migration.object().at("/metadata/annotations/helm.sh~1hook").asString(""))
                .isEqualTo("pre-install,pre-upgrade");
        assertThat(migration.secretFiles().values())
                .contains(new Workload.SecretKey("mc-sync-postgres-urls", "owner"))
                .doesNotContain(new Workload.SecretKey("mc-sync-postgres-urls", "app"));
    }

    @Test
    void whatIsSaidForAllPodsIsSaidForEach() {
        assertThat(Chart.of(Chart.EVERYTHING).workloads())
                .allSatisfy(workload -> {
                    assertThat(workload.pod().at("/imagePullSecrets/0/name").asString(""))
                            .isEqualTo("registry");
                    assertThat(workload.pod().path("priorityClassName").asString(""))
                            .isEqualTo("business");
                    assertThat(workload.pod().path("nodeSelector").size()).isEqualTo(1);
                    assertThat(workload.pod().path("tolerations").size()).isEqualTo(1);
                });
    }

    private static List<String> writable(Workload workload) {
        return workload.container()
                .path("volumeMounts")
                .valueStream()
                .filter(mount -> !mount.path("readOnly").booleanValue(false))
                .map(mount -> mount.path("mountPath").asString(""))
                .toList();
    }

    private static JsonNode volume(Workload workload, String name) {
        return workload.pod()
                .path("volumes")
                .valueStream()
                .filter(volume -> volume.path("name").asString("").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Duration phaseOf(String service) {
        JsonNode spring = Yaml.read(Repository.settingsOf(service)).path("spring");
        JsonNode nested = spring.at("/lifecycle/timeout-per-shutdown-phase");
        return duration(
                nested.isMissingNode()
                        ? spring.path("lifecycle.timeout-per-shutdown-phase")
                        : nested);
    }

    private static Duration duration(JsonNode text) {
        return DurationStyle.SIMPLE.parse(text.asString(""));
    }

    /** Of {@code 768m} as compose writes it, or {@code 768Mi}. */
    private static double mebibytes(JsonNode amount) {
        String text = amount.asString("");
        double number = Double.parseDouble(text.replaceFirst("[a-zA-Z]+$", ""));
        return text.matches(".*(g|Gi)$") ? number * 1024 : number;
    }
}
