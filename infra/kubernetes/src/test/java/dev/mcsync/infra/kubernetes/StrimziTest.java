package dev.mcsync.infra.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The brokers are set as in compose, the topics are the product's, and each user may what it does.
 */
final class StrimziTest {

    private static final Pattern KAFKA_VERSION = Pattern.compile("<kafka\\.version>([0-9.]+)<");

    /** Of the brokers of compose; how they find each other is the operator's. */
    private static final Set<String> SETTINGS =
            Set.of(
                    "default.replication.factor",
                    "min.insync.replicas",
                    "offsets.topic.replication.factor",
                    "transaction.state.log.replication.factor",
                    "transaction.state.log.min.isr",
                    "share.coordinator.state.topic.replication.factor",
                    "share.coordinator.state.topic.min.isr",
                    "unclean.leader.election.enable",
                    "add.partitions.to.txn.retry.backoff.ms",
                    "auto.create.topics.enable");

    static Stream<Topic> topics() {
        return Arrays.stream(Topic.values());
    }

    static Stream<String> users() {
        return Strimzi.userNames().stream();
    }

    @Test
    void theBrokersAreSetAsInCompose() {
        Map<String, String> compose = new HashMap<>();
        Workload.texts(
                        Yaml.read(Repository.COMPOSE.resolve("compose.yaml"))
                                .at("/services/kafka-1/environment"))
                .forEach((name, value) ->
                        compose.put(
                                name.replaceFirst("^KAFKA_", "")
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '.'),
                                value));
        compose.keySet().retainAll(SETTINGS);

        assertThat(compose.keySet()).isEqualTo(SETTINGS);
        assertThat(Workload.texts(Strimzi.kafka().at("/spec/kafka/config"))).isEqualTo(compose);
    }

    @Test
    void theBrokersAreOfTheVersionOfTheClients() {
        var clients = KAFKA_VERSION.matcher(Repository.read(Repository.ROOT.resolve("pom.xml")));

        assertThat(clients.find()).isTrue();
        assertThat(Strimzi.kafka().at("/spec/kafka/version").asString(""))
                .isEqualTo(clients.group(1));
    }

    @Test
    void nobodyReadsOrWritesUnnamedOrInTheClear() {
        assertThat(Strimzi.kafka().at("/spec/kafka/listeners").valueStream())
                .allSatisfy(listener -> {
                    assertThat(listener.path("tls").booleanValue()).isTrue();
                    assertThat(listener.at("/authentication/type").asString("")).isEqualTo("tls");
                });
        assertThat(Strimzi.kafka().at("/spec/kafka/authorization/type").asString(""))
                .isEqualTo("simple");
        assertThat(Strimzi.kafka().at("/spec/kafka/authorization").has("superUsers")).isFalse();
    }

    @Test
    void threeControllersAndThreeBrokersKeepTheirDisks() {
        assertThat(Strimzi.all().ofKind("KafkaNodePool"))
                .hasSize(2)
                .allSatisfy(pool -> {
                    assertThat(pool.at("/spec/replicas").intValue()).isEqualTo(3);
                    assertThat(pool.at("/spec/storage/volumes/0/deleteClaim").booleanValue(true))
                            .isFalse();
                });
    }

    @Test
    void everyObjectIsOfTheOneCluster() {
        assertThat(Strimzi.all().all())
                .filteredOn(object -> !Manifests.kindOf(object).equals("Kafka"))
                .allSatisfy(object ->
                        assertThat(object.at("/metadata/labels/strimzi.io~1cluster").asString(""))
                                .isEqualTo(Manifests.nameOf(Strimzi.kafka())));
    }

    @Test
    void theTopicsAreTheProductsAndNoOther() {
        assertThat(Strimzi.topics())
                .extracting(Manifests::nameOf)
                .containsExactlyInAnyOrderElementsOf(topics().map(Topic::topicName).toList());
    }

    @ParameterizedTest
    @MethodSource("topics")
    void aTopicHasItsSettings(Topic topic) {
        JsonNode spec = Strimzi.all().one("KafkaTopic", topic.topicName()).path("spec");
        Map<String, String> expected = new HashMap<>(topic.config());
        expected.put("min.insync.replicas", "2");

        assertThat(spec.path("partitions").intValue()).isEqualTo(Topic.DEFAULT_PARTITIONS);
        assertThat(spec.path("replicas").intValue()).isEqualTo(3);
        assertThat(Workload.texts(spec.path("config"))).isEqualTo(expected);
    }

    @Test
    void theUsersAreThoseOfTheTable() {
        assertThat(users()).containsExactlyElementsOf(table().keySet());
    }

    @ParameterizedTest
    @MethodSource("users")
    void aUserHasTheRightsOfTheTable(String user) {
        assertThat(Strimzi.rightsOf(user)).isEqualTo(table().get(user));
    }

    /** infra/kafka/acls.csv in the words of {@link Strimzi#rightsOf}. */
    private static Map<String, Set<String>> table() {
        Map<String, Set<String>> rights = new TreeMap<>();
        Repository.read(Repository.ROOT.resolve("infra/kafka/acls.csv"))
                .lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("user,"))
                .map(line -> line.split(",", 6))
                .forEach(right ->
                        rights.computeIfAbsent(right[0], _ -> new TreeSet<>())
                                .add(wordsOf(right[1], right[2], right[3], right[4])));
        return rights;
    }

    private static String wordsOf(String resource, String name, String match, String operation) {
        return switch (resource) {
            case "cluster" -> "cluster " + operation;
            case "transactional-id" ->
                    "transactionalId %s %s".formatted(all(name, match), operation);
            default -> "%s %s %s".formatted(resource, all(name, match), operation);
        };
    }

    private static String all(String name, String match) {
        return match.equals("prefixed") ? name + "*" : name;
    }
}
