package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How many pods there are, by whom that is decided, and what watches them. */
final class ScalingTest {

    static Stream<String> variants() {
        return Chart.variants();
    }

    @Test
    void whatIsScaledByItsLoadHasNoNumberOfItsOwn() {
        Manifests made = Chart.of(Chart.EVERYTHING);

        assertThat(made.services())
                .filteredOn(workload -> workload.object().path("spec").has("replicas"))
                .extracting(Workload::component)
                .containsExactly("notifier-worker");
        assertThat(Chart.of(Chart.DEFAULTS).services())
                .allSatisfy(workload ->
                        assertThat(workload.object().at("/spec/replicas").intValue()).isEqualTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress-gateway", "realtime-gateway"})
    void anAutoscalerIsOfADeploymentThatIsThere(String component) {
        JsonNode scaler =
                Chart.of(Chart.EVERYTHING).one("HorizontalPodAutoscaler", "board-" + component);

        assertThat(scaler.at("/spec/scaleTargetRef/name").asString(""))
                .isEqualTo(
                        Manifests.nameOf(Chart.of(Chart.EVERYTHING).workload(component).object()));
        assertThat(scaler.at("/spec/minReplicas").intValue())
                .isLessThanOrEqualTo(scaler.at("/spec/maxReplicas").intValue());
    }

    /** Each gives a token its part of what it may do, so all must know how many there may be. */
    @Test
    void theGatewaysKnowHowManyTheyAre() {
        assertThat(Chart.of(Chart.EVERYTHING).workload("ingress-gateway").variables())
                .containsEntry("MC_CALL_LIMITS_GATEWAYS", "5");
        assertThat(Chart.of(Chart.DEFAULTS).workload("ingress-gateway").variables())
                .containsEntry("MC_CALL_LIMITS_GATEWAYS", "2");
        assertThat(
                        Chart.with("ingressGateway: { settings: { MC_CALL_LIMITS_GATEWAYS: '1' } }")
                                .workload("ingress-gateway")
                                .variables())
                .containsEntry("MC_CALL_LIMITS_GATEWAYS", "1");
    }

    @Test
    void processorsAreScaledByWhatWaitsForTheirGroups() {
        JsonNode spec =
                Chart.of(Chart.EVERYTHING)
                        .one("ScaledObject", "board-state-processor")
                        .path("spec");

        assertThat(spec.at("/scaleTargetRef/kind").asString("")).isEqualTo("StatefulSet");
        assertThat(spec.at("/scaleTargetRef/name").asString("")).isEqualTo("board-state-processor");
        assertThat(
                        spec.path("triggers")
                                .valueStream()
                                .map(trigger ->
                                        trigger.at("/metadata/consumerGroup").asString("")
                                                + " of "
                                                + trigger.at("/metadata/topic").asString("")))
                .containsExactly(waiting(Topic.TASK_EVENTS), waiting(Topic.AGENT_HEARTBEATS));
        assertThat(spec.at("/triggers/0/metadata/bootstrapServers").asString(""))
                .isEqualTo(Chart.defaults().at("/kafka/bootstrapServers").asString("none"));
        assertThat(2 * spec.path("maxReplicaCount").intValue())
                .isLessThanOrEqualTo(Topic.DEFAULT_PARTITIONS);
    }

    /** As IntakeConfiguration names them, and the health view by default. */
    @Test
    void theGroupsAreThoseOfTheProcessor() {
        String settings =
                Repository.read(
                        Repository.ROOT.resolve(
                                "realtime-gateway/src/main/java/dev/mcsync/realtime/RealtimeSettings.java"));

        for (JsonNode trigger :
                Chart.of(Chart.EVERYTHING)
                        .one("ScaledObject", "board-state-processor")
                        .at("/spec/triggers")) {
            assertThat(settings)
                    .contains("\"" + trigger.at("/metadata/consumerGroup").asString("none") + "\"");
        }
    }

    @Test
    void kedaAsksByAUserThatMayOnlyRead() {
        Manifests made = Chart.of(Chart.EVERYTHING);
        JsonNode authentication = made.one("TriggerAuthentication", "board-state-processor");

        assertThat(authentication.at("/spec/secretTargetRef").valueStream())
                .extracting(each -> each.path("name").asString(""))
                .containsExactly("mc-sync-cluster-ca-cert", "mc-auditor", "mc-auditor");
        assertThat(Strimzi.userNames()).contains("mc-auditor");
        assertThat(Strimzi.rightsOf("mc-auditor"))
                .contains("group state-processor.* Describe", "topic mc.* Read");
        assertThat(
                        Chart.of(Chart.SCRAM)
                                .one("ScaledObject", "board-state-processor")
                                .at("/spec/triggers/0/authenticationRef/name")
                                .asString(""))
                .isEqualTo("mc-sync-lag");
        assertThat(Chart.of(Chart.SCRAM).ofKind("TriggerAuthentication")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("variants")
    void aNodeIsEmptiedOnePodOfAServiceAtATime(String variant) {
        assertThat(Chart.of(variant).ofKind("PodDisruptionBudget"))
                .hasSameSizeAs(Repository.SERVICES)
                .allSatisfy(budget ->
                        assertThat(budget.at("/spec/maxUnavailable").intValue()).isEqualTo(1));
    }

    /** The alerts tell services apart by their job. */
    @Test
    void theMetricsOfEveryServiceAreReadUnderTheNameThatTheAlertsKnow() {
        JsonNode monitor = Chart.of(Chart.EVERYTHING).one("PodMonitor", "board").path("spec");
        JsonNode endpoint = monitor.at("/podMetricsEndpoints/0");
        String label = monitor.path("jobLabel").asString("");
        String alerts = Repository.read(Repository.ALERTS);

        assertThat(endpoint.path("path").asString("")).isEqualTo("/actuator/prometheus");
        assertThat(endpoint.at("/authorization/credentials/key").asString(""))
                .isEqualTo(Chart.defaults().at("/tokens/keys/internal").asString("none"));
        Set<String> left =
                Set.copyOf(Workload.list(monitor.at("/selector/matchExpressions/0/values")));
        for (Workload workload : Chart.of(Chart.EVERYTHING).workloads()) {
            String job = workload.labels().getOrDefault(label, "");
            assertThat(workload.labels())
                    .containsAllEntriesOf(Workload.texts(monitor.at("/selector/matchLabels")));
            if (workload.kind().equals("Job")) {
                assertThat(left).containsExactly(job);
            } else {
                assertThat(alerts).contains("absent(up{job=\"" + job + "\"})");
                assertThat(workload.container().at("/ports/0/name").asString(""))
                        .isEqualTo(endpoint.path("port").asString("none"));
            }
        }
    }

    @Test
    void theAlertsAreThoseOfTheRepository() {
        JsonNode rules = Chart.of(Chart.EVERYTHING).one("PrometheusRule", "board");

        assertThat(rules.at("/spec/groups")).isEqualTo(Yaml.read(Repository.ALERTS).path("groups"));
        assertThat(rules.at("/metadata/labels/release").asString("")).isEqualTo("prometheus");
    }

    private static String waiting(Topic topic) {
        return "state-processor.%s of %s".formatted(topic.topicName(), topic.topicName());
    }
}
