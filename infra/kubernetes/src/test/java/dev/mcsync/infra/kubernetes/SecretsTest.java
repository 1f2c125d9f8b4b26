package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.db.PostgresAddress;
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

/** Secrets are files, of Secrets that the values name, and each pod has those that it needs. */
final class SecretsTest {

    private static final String FILE = "_FILE";

    static Stream<Workload> pods() {
        return Chart.variants().flatMap(variant -> Chart.of(variant).workloads().stream());
    }

    @ParameterizedTest
    @MethodSource("pods")
    void noVariableHoldsASecretOrTakesOne(Workload workload) {
        assertThat(workload.variableNames())
                .filteredOn(name ->
                        name.matches(
                                ".*(_TOKEN|PASSWORD|SECRET|WEBHOOK_URL|POSTGRES_URL|JAAS_CONFIG|KEYSTORE_KEY)"))
                .isEmpty();
        assertThat(workload.container().findValues("secretKeyRef")).isEmpty();
        assertThat(workload.container().has("envFrom")).isFalse();
    }

    @ParameterizedTest
    @MethodSource("pods")
    void everyFileThatAVariableNamesIsThereAndTheOtherWayAbout(Workload workload) {
        Set<String> named = new HashSet<>();
        workload.variables()
                .forEach((name, value) -> {
                    if (name.endsWith(FILE)) {
                        named.add(value);
                    }
                });
        Set<String> there = new HashSet<>(workload.secretFiles().keySet());
        // It is named by the address of the database.
        there.remove("/secrets/postgres-ca.crt");

        assertThat(named).isEqualTo(there);
        assertThat(mountPath(workload)).isEqualTo("/secrets");
    }

    @ParameterizedTest
    @MethodSource("pods")
    void theFilesAreTheServicesAlone(Workload workload) {
        List<JsonNode> modes = workload.pod().findValues("defaultMode");

        assertThat(modes).extracting(JsonNode::intValue).containsExactly(0440);
        assertThat(workload.pod().at("/securityContext/fsGroup").intValue()).isEqualTo(10001);
    }

    /** Whoever reads values.yaml knows which Secrets have to be there. */
    @Test
    void everySecretIsNamedInTheValues() {
        Set<String> texts = new HashSet<>();
        collect(Chart.defaults(), texts);

        for (Workload workload : Chart.of(Chart.DEFAULTS).workloads()) {
            for (Workload.SecretKey of : workload.secretFiles().values()) {
                assertThat(texts).contains(of.secret());
                if (!of.key().startsWith("user.")) {
                    assertThat(texts).contains(of.key());
                }
            }
        }
    }

    @Test
    void eachServiceHasItsOwnSecretsAndNoOther() {
        Manifests made = Chart.of(Chart.EVERYTHING);
        List<String> kafka = List.of("kafka-ca.crt", "kafka-user.crt", "kafka-user.key");
        List<String> tokens =
                List.of("admin-token", "internal-token", "panel-token", "agent-token");
        List<String> postgres = List.of("postgres-ca.crt", "postgres-url");

        assertThat(files(made, "ingress-gateway")).hasSameElementsAs(all(List.of(kafka, tokens)));
        assertThat(files(made, "realtime-gateway"))
                .hasSameElementsAs(all(List.of(kafka, tokens, postgres)));
        assertThat(files(made, "state-processor"))
                .hasSameElementsAs(
                        all(List.of(kafka, List.of("admin-token", "internal-token"), postgres)));
        assertThat(files(made, "notifier-worker"))
                .hasSameElementsAs(
                        all(List.of(kafka, tokens, postgres, List.of("discord-webhook-url"))));
        assertThat(files(made, "migration")).hasSameElementsAs(postgres);
    }

    @Test
    void eachServiceIsAnotherUserOfKafka() {
        Map<String, String> users = new HashMap<>();
        for (Workload workload : Chart.of(Chart.DEFAULTS).services()) {
            Workload.SecretKey user = workload.secretFiles().get("/secrets/kafka-user.key");
            users.put(workload.component(), user == null ? "none" : user.secret());
        }

        assertThat(users)
                .containsEntry("ingress-gateway", "mc-gateway")
                .containsEntry("state-processor", "mc-processor")
                .containsEntry("notifier-worker", "mc-notifier")
                .containsEntry("realtime-gateway", "mc-realtime");
        assertThat(users.values()).isSubsetOf(Strimzi.userNames());
    }

    @Test
    void byPasswordEachHasTheSettingsOfItsUserInAFile() {
        assertThat(Chart.of(Chart.SCRAM).services())
                .allSatisfy(workload -> {
                    assertThat(workload.variables())
                            .containsEntry("MC_KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
                            .containsEntry("MC_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
                    assertThat(workload.secretFiles().values())
                            .extracting(Workload.SecretKey::key)
                            .contains("sasl.jaas.config")
                            .doesNotContain("user.key");
                });
    }

    @Test
    void theScriptMakesEverySecretThatNoOperatorMakes() {
        Map<String, Map<String, String>> made = madeByTheScript();
        Set<Workload.SecretKey> needed = new HashSet<>();
        Chart.of(Chart.EVERYTHING)
                .workloads()
                .forEach(workload -> needed.addAll(workload.secretFiles().values()));
        // Strimzi's users and authority, and CloudNativePG's.
        needed.removeIf(of -> of.key().startsWith("user.") || of.key().equals("ca.crt"));

        assertThat(needed)
                .isNotEmpty()
                .allSatisfy(of ->
                        assertThat(made.getOrDefault(of.secret(), Map.of()))
                                .as("%s", of)
                                .containsKey(of.key()));
        assertThat(made.getOrDefault("mc-sync-tokens", Map.of()).values())
                .hasSize(4)
                .doesNotHaveDuplicates()
                .allSatisfy(token ->
                        assertThat(token).hasSizeGreaterThanOrEqualTo(AccessTokens.MIN_LENGTH));
    }

    @Test
    void theAddressesAreOfTheRolesAndAskTheServerForItsCertificate() {
        Map<String, Map<String, String>> made = madeByTheScript();

        for (String role : List.of("owner", "app")) {
            Map<String, String> urls = made.getOrDefault("mc-sync-postgres-urls", Map.of());
            Map<String, String> login = made.getOrDefault("mc-sync-role-" + role, Map.of());
            PostgresAddress address = PostgresAddress.parse(urls.getOrDefault(role, ""));
            assertThat(address.user()).isEqualTo(login.get("username"));
            assertThat(address.password()).isEqualTo(login.get("password")).hasSize(64);
            assertThat(address.host()).isEqualTo("mc-sync-postgres-rw");
            assertThat(address.encryption().mode()).isEqualTo("verify-full");
            assertThat(Chart.of(Chart.DEFAULTS).workload("state-processor").secretFiles())
                    .containsKey(address.encryption().rootCertificate());
        }
    }

    private static Map<String, Map<String, String>> madeByTheScript() {
        Script script =
                Script.run(
                        "new-secrets.sh",
                        Map.of("DISCORD_WEBHOOK_URL", "https://example.com/hook"),
                        "");
        assertThat(script.status()).as(script.output()).isZero();
        Map<String, Map<String, String>> made = new HashMap<>();
        for (JsonNode secret : Yaml.parse(script.output())) {
            assertThat(ClusterTypes.faults(secret)).isEmpty();
            made.put(Manifests.nameOf(secret), Workload.texts(secret.path("stringData")));
        }
        return made;
    }

    private static List<String> files(Manifests made, String component) {
        return made.workload(component).secretFiles().keySet().stream()
                .map(file -> file.substring(Workload.SECRETS.length()))
                .toList();
    }

    private static List<String> all(List<List<String>> lists) {
        return lists.stream().flatMap(List::stream).toList();
    }

    private static String mountPath(Workload workload) {
        return workload.container()
                .path("volumeMounts")
                .valueStream()
                .filter(mount -> mount.path("name").asString("").equals("secrets"))
                .map(mount -> mount.path("mountPath").asString(""))
                .findFirst()
                .orElse("");
    }

    private static void collect(JsonNode values, Set<String> texts) {
        List<JsonNode> children = new ArrayList<>();
        values.forEach(children::add);
        children.forEach(child -> collect(child, texts));
        if (values.isString()) {
            texts.add(values.stringValue());
        }
    }
}
