package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** One service after the other: what is held stays, and the script lets them go in order. */
final class UpgradeTest {

    private static final String TAKE_NOTES =
            """
            #!/bin/bash
            echo "$(basename "$0") $*" >>"$NOTES"
            if [[ "$*" == *"$FAIL_AT"* ]]; then exit 1; fi
            """;

    @TempDir Path directory;

    @BeforeEach
    void replaceTheTools() throws IOException {
        for (String tool : List.of("helm", "kubectl")) {
            Path file = Files.writeString(directory.resolve(tool), TAKE_NOTES);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ingress-gateway", "state-processor", "notifier-worker", "realtime-gateway"})
    void whatIsHeldIsNotReplacedAndEverythingElseIs(String held) {
        Manifests made = Chart.with("hold: [%s]".formatted(held));

        assertThat(made.services())
                .filteredOn(UpgradeTest::isHeld)
                .extracting(Workload::component)
                .containsExactly(held);
        assertThat(Chart.of(Chart.DEFAULTS).services()).noneMatch(UpgradeTest::isHeld);
    }

    /** Or everything would be rolled by a step that is about one service. */
    @Test
    void thePodsOfAServiceDoNotDependOnWhatElseIsHeld() {
        Manifests held = Chart.with("hold: [state-processor, realtime-gateway, notifier-worker]");

        for (String service : Repository.SERVICES) {
            assertThat(held.workload(service).object().at("/spec/template"))
                    .isEqualTo(
                            Chart.of(Chart.DEFAULTS)
                                    .workload(service)
                                    .object()
                                    .at("/spec/template"));
        }
    }

    @Test
    void nothingInAPodSaysTheVersionOfTheChart() {
        assertThat(Chart.of(Chart.EVERYTHING).services())
                .allSatisfy(workload ->
                        assertThat(workload.labels().keySet())
                                .noneMatch(label -> label.matches(".*(chart|version).*")));
    }

    @Test
    void forwardTheProcessorIsFirstAndTheGatewayLast() throws IOException {
        Script script = upgrade("", "", "mc-sync", "board", "./chart", "-f", "values.yaml");

        assertThat(script.status()).as(script.output()).isZero();
        assertThat(notes())
                .containsExactly(
                        helm("", "realtime-gateway,notifier-worker,ingress-gateway"),
                        rollout("statefulset/board-state-processor"),
                        helm("--no-hooks ", "notifier-worker,ingress-gateway"),
                        rollout("deployment/board-realtime-gateway"),
                        helm("--no-hooks ", "ingress-gateway"),
                        rollout("deployment/board-notifier-worker"),
                        helm("--no-hooks ", ""),
                        rollout("deployment/board-ingress-gateway"));
    }

    /** And no migration runs: the schema stays. */
    @Test
    void backTheGatewayIsFirstAndTheProcessorLastOnceTheLogIsRead() throws IOException {
        Script script =
                upgrade("\n", "", "--back", "mc-sync", "board", "./chart", "-f", "values.yaml");

        assertThat(script.status()).as(script.output()).isZero();
        assertThat(script.output()).contains("mc_log_group_lag");
        assertThat(notes())
                .containsExactly(
                        helm("--no-hooks ", "notifier-worker,realtime-gateway,state-processor"),
                        rollout("deployment/board-ingress-gateway"),
                        helm("--no-hooks ", "realtime-gateway,state-processor"),
                        rollout("deployment/board-notifier-worker"),
                        helm("--no-hooks ", "state-processor"),
                        rollout("deployment/board-realtime-gateway"),
                        helm("--no-hooks ", ""),
                        rollout("statefulset/board-state-processor"));
    }

    @Test
    void backTheProcessorStaysWhereNobodySaysThatTheLogIsRead() throws IOException {
        Script script =
                upgrade("", "", "--back", "mc-sync", "board", "./chart", "-f", "values.yaml");

        assertThat(script.status()).isEqualTo(1);
        assertThat(notes())
                .hasSize(6)
                .noneMatch(note -> note.contains("statefulset/board-state-processor"));
    }

    @Test
    void whatDoesNotGetReadyStopsTheRest() throws IOException {
        Script script =
                upgrade("", "deployment/board-realtime-gateway", "mc-sync", "board", "./chart");

        assertThat(script.status()).isNotZero();
        assertThat(notes()).hasSize(4);
    }

    @Test
    void withoutAReleaseItSaysHowItIsCalled() {
        Script script = upgrade("", "", "mc-sync");

        assertThat(script.status()).isEqualTo(2);
        assertThat(script.output()).contains("upgrade.sh <namespace> <release> <chart>");
    }

    private Script upgrade(String input, String failAt, String... arguments) {
        return Script.run(
                "upgrade.sh",
                Map.of(
                        "PATH",
                        directory + ":" + System.getenv("PATH"),
                        "NOTES",
                        directory.resolve("notes").toString(),
                        "FAIL_AT",
                        failAt.isEmpty() ? "never" : failAt),
                input,
                arguments);
    }

    private List<String> notes() throws IOException {
        return Files.readAllLines(directory.resolve("notes"));
    }

    private static String helm(String hooks, String held) {
        List<String> quoted = new ArrayList<>();
        Arrays.stream(held.split(",", -1))
                .filter(service -> !service.isEmpty())
                .forEach(service -> quoted.add("\"" + service + "\""));
        return "helm upgrade board ./chart --namespace mc-sync %s-f values.yaml --set-json hold=[%s]"
                .formatted(hooks, String.join(",", quoted));
    }

    private static String rollout(String workload) {
        return "kubectl --namespace mc-sync rollout status %s --timeout=15m".formatted(workload);
    }

    private static boolean isHeld(Workload workload) {
        JsonNode spec = workload.object().path("spec");
        return spec.path("paused").booleanValue(false)
                || spec.at("/updateStrategy/rollingUpdate/partition").intValue(0) > 100;
    }
}
