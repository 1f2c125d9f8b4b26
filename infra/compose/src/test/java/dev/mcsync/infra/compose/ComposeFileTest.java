package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mcsync.service.startup.SettingNames;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** compose.yaml and the Dockerfile: what must be there, and what must not. */
final class ComposeFileTest {

    private static final JsonNode COMPOSE =
            YamlFile.read(Repository.COMPOSE.resolve("compose.yaml"));
    private static final List<String> BROKERS = List.of("kafka-1", "kafka-2", "kafka-3");
    private static final List<String> JOBS = List.of("topics", "migrate", "wal-archive");

    /** Only with the profile of that name. */
    private static final List<String> WATCHING = List.of("prometheus", "grafana", "jaeger");

    static Stream<String> containers() {
        return COMPOSE.path("services").propertyNames().stream();
    }

    static Stream<String> services() {
        return Repository.SERVICES.stream();
    }

    static Stream<String> brokers() {
        return BROKERS.stream();
    }

    @Test
    void theContainersAreThese() {
        List<String> expected = new ArrayList<>(Repository.SERVICES);
        expected.addAll(BROKERS);
        expected.addAll(JOBS);
        expected.addAll(WATCHING);
        expected.add("postgres");

        assertThat(containers()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void onlyTheGatewayAndWhatWatchesArePublishedAndOnlyOnTheLoopbackInterface() {
        assertThat(containers().filter(name -> container(name).has("ports")))
                .containsExactlyInAnyOrder("ingress-gateway", "prometheus", "grafana", "jaeger");
        assertThat(containers().flatMap(name -> texts(container(name).path("ports")).stream()))
                .hasSize(4)
                .allMatch(port -> port.startsWith("127.0.0.1:"));
        assertThat(containers())
                .noneMatch(
                        name -> container(name).path("network_mode").asString("").equals("host"));
    }

    @Test
    void onlyTheNotifierReachesTheWorldOutside() {
        assertThat(COMPOSE.at("/networks/backend/internal").booleanValue()).isTrue();
        assertThat(containers().filter(name -> networks(name).contains("outside")))
                .containsExactly("notifier-worker");
        assertThat(containers().filter(name -> networks(name).contains("edge")))
                .containsExactly("ingress-gateway");
        assertThat(containers().filter(name -> networks(name).contains("watch")))
                .containsExactlyInAnyOrderElementsOf(WATCHING);
    }

    @ParameterizedTest
    @MethodSource("containers")
    void everyContainerHasItsLimitsAndGainsNoPrivileges(String name) {
        JsonNode limits = container(name).at("/deploy/resources/limits");

        assertThat(limits.path("cpus").asString("")).isNotBlank();
        assertThat(limits.path("memory").asString("")).isNotBlank();
        assertThat(texts(container(name).path("security_opt"))).contains("no-new-privileges:true");
        assertThat(container(name).path("restart").asString(""))
                .isEqualTo(JOBS.contains(name) ? "on-failure:5" : "unless-stopped");
        assertThat(container(name).path("image").asString("")).doesNotContain("latest");
    }

    @ParameterizedTest
    @MethodSource("containers")
    void whatRunsOnSaysWhetherItIsReady(String name) {
        // Jaeger's image has nothing to ask with.
        assertThat(container(name).has("healthcheck"))
                .isEqualTo(!JOBS.contains(name) && !name.equals("jaeger"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceRunsFromItsOwnJarAndMayWriteNowhere(String name) {
        JsonNode service = container(name);

        assertThat(service.at("/build/args/SERVICE").stringValue()).isEqualTo(name);
        assertThat(service.at("/build/dockerfile").stringValue())
                .isEqualTo("infra/compose/Dockerfile");
        assertThat(Repository.read(Repository.ROOT.resolve(name).resolve("pom.xml")))
                .contains("<classifier>boot</classifier>");
        assertThat(service.path("read_only").booleanValue()).isTrue();
        assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceIsAskedAtItsOwnPort(String name) {
        JsonNode service = container(name);

        assertThat(texts(service.at("/healthcheck/test")))
                .containsExactly(
                        "CMD",
                        "bash",
                        "/app/ready.sh",
                        service.at("/environment/SERVER_PORT").stringValue());
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyServiceWaitsForTheTopicsAndWhereItNeedsThemForTheTables(String name) {
        JsonNode before = container(name).path("depends_on");

        assertThat(before.at("/topics/condition").stringValue())
                .isEqualTo("service_completed_successfully");
        if (!name.equals("ingress-gateway")) {
            assertThat(before.at("/migrate/condition").stringValue())
                    .isEqualTo("service_completed_successfully");
        }
    }

    /**
     * Whichever service it is of: one that another alone reads does no harm, and is meant for all.
     */
    @ParameterizedTest
    @MethodSource("services")
    void everySettingIsOneThatTheProductKnows(String name) {
        Map<String, String> environment = new HashMap<>();
        container(name)
                .path("environment")
                .propertyStream()
                .forEach(entry -> environment.put(entry.getKey(), entry.getValue().asString()));

        assertThatCode(() -> SettingNames.ofTheProduct().requireKnown(environment))
                .doesNotThrowAnyException();
    }

    @Test
    void whatWatchesIsThereOnlyWhenItIsAskedFor() {
        assertThat(containers().filter(name -> container(name).has("profiles")))
                .containsExactlyInAnyOrderElementsOf(WATCHING)
                .allMatch(name -> texts(container(name).path("profiles")).equals(List.of("watch")));
    }

    @Test
    void theGatewayFindsTheServicesBehindIt() {
        JsonNode environment = container("ingress-gateway").path("environment");

        assertThat(environment.path("MC_PROCESSOR_URL").stringValue())
                .isEqualTo(addressOf("state-processor"));
        assertThat(environment.path("MC_REALTIME_URL").stringValue())
                .isEqualTo(addressOf("realtime-gateway"));
        assertThat(environment.path("MC_NOTIFIER_URL").stringValue())
                .isEqualTo(addressOf("notifier-worker"));
    }

    @Test
    void noSecretStandsInTheFile() {
        assertThat(
                        containers()
                                .flatMap(name ->
                                        container(name)
                                                .path("environment")
                                                .propertyNames()
                                                .stream()))
                .filteredOn(key -> !key.endsWith("_FILE"))
                .noneMatch(key -> key.matches(".*(TOKEN|PASSWORD|SECRET|WEBHOOK|POSTGRES_URL).*"));
    }

    @ParameterizedTest
    @MethodSource("containers")
    void everyContainerIsGivenTheSecretsThatItNeeds(String name) {
        List<String> expected =
                switch (name) {
                    case "postgres" -> List.of("postgres", "roles");
                    case "migrate" -> List.of("migration");
                    case "ingress-gateway" -> List.of("tokens");
                    case "state-processor", "realtime-gateway" -> List.of("tokens", "database");
                    case "notifier-worker" -> List.of("tokens", "database", "discord");
                    case String _ -> List.of();
                };

        assertThat(texts(container(name).path("env_file")))
                .isEqualTo(expected.stream().map(file -> "secrets/" + file + ".env").toList());
    }

    @ParameterizedTest
    @MethodSource("brokers")
    void anAcknowledgedRecordSurvivesAnyOneBroker(String name) {
        JsonNode environment = container(name).path("environment");

        assertThat(environment.path("KAFKA_DEFAULT_REPLICATION_FACTOR").stringValue())
                .isEqualTo("3");
        assertThat(environment.path("KAFKA_MIN_INSYNC_REPLICAS").stringValue()).isEqualTo("2");
        assertThat(environment.path("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR").stringValue())
                .isEqualTo("3");
        assertThat(environment.path("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR").stringValue())
                .isEqualTo("3");
        assertThat(environment.path("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR").stringValue())
                .isEqualTo("2");
        assertThat(environment.path("KAFKA_UNCLEAN_LEADER_ELECTION_ENABLE").stringValue())
                .isEqualTo("false");
        assertThat(environment.path("KAFKA_AUTO_CREATE_TOPICS_ENABLE").stringValue())
                .isEqualTo("false");
        assertThat(environment.path("KAFKA_ADVERTISED_LISTENERS").stringValue())
                .isEqualTo("BROKER://" + name + ":9092");
        assertThat(texts(container(name).path("volumes")))
                .containsExactly(name + ":" + environment.path("KAFKA_LOG_DIRS").stringValue());
    }

    @Test
    void theBrokersAreOneCluster() {
        assertThat(
                        brokers()
                                .map(name ->
                                        container(name)
                                                .at("/environment/KAFKA_NODE_ID")
                                                .stringValue()))
                .containsExactly("1", "2", "3");
        assertThat(
                        brokers()
                                .map(name ->
                                        container(name)
                                                .at("/environment/CLUSTER_ID")
                                                .stringValue()))
                .containsOnly(container("kafka-1").at("/environment/CLUSTER_ID").stringValue());
        assertThat(
                        container("kafka-1")
                                .at("/environment/KAFKA_CONTROLLER_QUORUM_VOTERS")
                                .stringValue())
                .isEqualTo("1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093");
    }

    @Test
    void theDatabaseKeepsWhatItHasCommitted() {
        assertThat(texts(container("postgres").path("command")))
                .contains(
                        "fsync=on",
                        "synchronous_commit=on",
                        "full_page_writes=on",
                        "archive_mode=on",
                        "archive_command=sh /opt/mc-sync/archive-wal.sh %p %f /wal-archive");
        assertThat(texts(container("postgres").path("volumes")))
                .contains(
                        "postgres:/var/lib/postgresql",
                        "wal-archive:/wal-archive",
                        "./roles.sh:/docker-entrypoint-initdb.d/10-roles.sh:ro");
        assertThat(Files.isExecutable(Repository.COMPOSE.resolve("roles.sh"))).isTrue();
    }

    @Test
    void theMigrationIsInTheProcessorsJar() {
        assertThat(texts(container("migrate").path("entrypoint")))
                .contains("dev.mcsync.db.DatabaseMigration");
        assertThat(Repository.ROOT.resolve("db/src/main/java/dev/mcsync/db/DatabaseMigration.java"))
                .content()
                .contains("public static void main(");
        assertThat(Repository.read(Repository.ROOT.resolve("state-processor/pom.xml")))
                .contains("<artifactId>db</artifactId>");
    }

    @Test
    void everyVolumeAndFileThatIsNamedExists() {
        assertThat(COMPOSE.path("volumes").propertyNames())
                .containsExactlyInAnyOrder(
                        "kafka-1",
                        "kafka-2",
                        "kafka-3",
                        "postgres",
                        "wal-archive",
                        "prometheus",
                        "grafana");
        assertThat(
                        WATCHING.stream()
                                .flatMap(name -> texts(container(name).path("volumes")).stream()))
                .filteredOn(volume -> volume.startsWith("."))
                .hasSize(4)
                .allMatch(volume ->
                        Files.exists(Repository.COMPOSE.resolve(volume.split(":", 2)[0])));
        assertThat(Files.isExecutable(Repository.COMPOSE.resolve("topics.sh"))).isTrue();
        assertThat(texts(container("topics").path("volumes")))
                .containsExactly("./topics.sh:/opt/mc-sync/topics.sh:ro");
    }

    private static JsonNode container(String name) {
        return COMPOSE.path("services").path(name);
    }

    private static String addressOf(String service) {
        return "http://"
                + service
                + ":"
                + container(service).at("/environment/SERVER_PORT").stringValue();
    }

    private static List<String> networks(String name) {
        return texts(container(name).path("networks"));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }
}
