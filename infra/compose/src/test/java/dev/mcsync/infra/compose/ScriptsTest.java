package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.topic.Topic;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The scripts of the containers, run for real; Kafka's own are replaced by one that takes notes.
 */
final class ScriptsTest {

    private static final String TAKE_NOTES =
            """
            #!/bin/bash
            { basename "$0"; printf '%s\\n' "$@"; echo; } >>"$(dirname "$0")/notes"
            """;

    private static final String KEEP_SETTINGS =
            """
            #!/bin/bash
            while [[ $1 != --command-config ]]; do shift; done
            cp "$2" "$0.settings"
            """;

    @TempDir Path directory;

    @Test
    void everyTopicIsMadeWithItsSettingsAndGivenThemAgain() throws IOException {
        replaceKafkasToolsBy(TAKE_NOTES);

        Script script = makeTopics(Map.of());

        assertThat(script.status()).as(script.output()).isZero();
        List<Set<String>> calls = new ArrayList<>();
        for (String call : Files.readString(directory.resolve("notes")).split("\n\n", 0)) {
            calls.add(new TreeSet<>(List.of(call.split("\n", 0))));
        }
        assertThat(calls).hasSize(2 * Topic.values().length);
        for (int i = 0; i < Topic.values().length; i++) {
            assertThat(calls.get(2 * i)).isEqualTo(creationOf(Topic.values()[i]));
            assertThat(settingsIn(calls.get(2 * i + 1))).isEqualTo(settingsOf(Topic.values()[i]));
        }
    }

    @Test
    void whereBrokersAskTheTopicsAreMadeByTheirOperator() throws IOException {
        replaceKafkasToolsBy(KEEP_SETTINGS);
        String login = "a.Module required username=\"mc-operator\" password=\"p=w=\";";
        Script script =
                makeTopics(
                        Map.of(
                                "MC_KAFKA_SECURITY_PROTOCOL",
                                "SASL_SSL",
                                "MC_KAFKA_SASL_JAAS_CONFIG",
                                login));

        assertThat(script.status()).as(script.output()).isZero();
        Properties kept = load("kafka-topics.sh.settings");
        assertThat(kept)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", login));
        assertThat(load("kafka-configs.sh.settings")).isEqualTo(kept);
    }

    @Test
    void aFailureOfKafkasToolsFailsTheJob() {
        Script script = makeTopics(Map.of());

        assertThat(script.status()).isNotZero();
    }

    @Test
    void newSecretsAreLongEnoughAllDifferentAndTheirOwnersAlone() throws IOException {
        assertThat(Script.run("new-secrets.sh", Map.of(), directory.toString()).status()).isZero();

        Properties tokens = load("tokens.env");
        assertThat(tokens.stringPropertyNames())
                .containsExactlyInAnyOrder(
                        "MC_TOKEN", "MC_PANEL_TOKEN", "MC_AGENT_TOKEN", "MC_INTERNAL_TOKEN");
        assertThat(tokens.values())
                .doesNotHaveDuplicates()
                .allSatisfy(token ->
                        assertThat(token.toString())
                                .hasSizeGreaterThanOrEqualTo(AccessTokens.MIN_LENGTH));
        Properties postgres = load("postgres.env");
        assertThat(load("migration.env").getProperty("POSTGRES_URL"))
                .isEqualTo(
                        "postgresql://%s:%s@postgres:5432/%s"
                                .formatted(
                                        postgres.getProperty("POSTGRES_USER"),
                                        postgres.getProperty("POSTGRES_PASSWORD"),
                                        postgres.getProperty("POSTGRES_DB")));
        assertThat(load("database.env").getProperty("POSTGRES_URL"))
                .isEqualTo(
                        "postgresql://mcsync_app:%s@postgres:5432/%s"
                                .formatted(
                                        load("roles.env").getProperty("MC_APP_PASSWORD"),
                                        postgres.getProperty("POSTGRES_DB")));
        assertThat(load("kafka-users.env").values()).hasSize(8).doesNotHaveDuplicates();
        assertThat(load("discord.env")).containsKey("MC_DISCORD_WEBHOOK_URL");
        try (var files = Files.list(directory)) {
            assertThat(files)
                    .hasSize(17)
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file))
                                    .isEqualTo(
                                            PosixFilePermissions.fromString(
                                                    file.toString().endsWith(".env")
                                                            ? "rw-------"
                                                            : "rw-r--r--")));
        }
        assertThat(Files.getPosixFilePermissions(directory))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(directory.resolve("internal-token"))
                .hasContent(tokens.getProperty("MC_INTERNAL_TOKEN"));
    }

    @Test
    void secretsThatAreThereAreKept() throws IOException {
        Script.run("new-secrets.sh", Map.of(), directory.toString());
        String tokens = Files.readString(directory.resolve("tokens.env"));
        Files.delete(directory.resolve("postgres.env"));

        assertThat(Script.run("new-secrets.sh", Map.of(), directory.toString()).status()).isZero();

        assertThat(directory.resolve("tokens.env")).hasContent(tokens);
        assertThat(directory.resolve("postgres.env")).doesNotExist();
    }

    /** The services come as the owner until somebody changes it, and the migration as well. */
    @Test
    void secretsFromBeforeTheRolesGainWhatTheyLack() throws IOException {
        Files.writeString(directory.resolve("postgres.env"), "POSTGRES_USER=mcsync\n");
        Files.writeString(directory.resolve("database.env"), "POSTGRES_URL=the-owner's\n");

        assertThat(Script.run("new-secrets.sh", Map.of(), directory.toString()).status()).isZero();

        assertThat(directory.resolve("migration.env")).hasContent("POSTGRES_URL=the-owner's\n");
        assertThat(directory.resolve("database.env")).hasContent("POSTGRES_URL=the-owner's\n");
        assertThat(load("roles.env")).containsKeys("MC_APP_PASSWORD", "MC_READER_PASSWORD");
    }

    @Test
    void prometheusIsGivenTheTokenThatIsTheNewestOfTwo() throws IOException {
        Script.run("new-secrets.sh", Map.of(), directory.toString());
        Path tokens = directory.resolve("tokens.env");
        Files.writeString(
                tokens,
                Files.readString(tokens)
                        .replaceFirst("MC_INTERNAL_TOKEN=", "MC_INTERNAL_TOKEN=the-new-one,"));

        assertThat(Script.run("new-secrets.sh", Map.of(), directory.toString()).status()).isZero();

        assertThat(directory.resolve("internal-token")).hasContent("the-new-one");
    }

    @ParameterizedTest
    @CsvSource({"200,0", "503,1", "401,1", "404,1"})
    void aServiceIsReadyWhenItSaysSo(int answer, int status) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext(
                "/actuator/health/readiness",
                exchange -> {
                    exchange.sendResponseHeaders(answer, -1);
                    exchange.close();
                });
        server.start();
        try {
            String port = Integer.toString(server.getAddress().getPort());

            assertThat(Script.run("ready.sh", Map.of(), port).status()).isEqualTo(status);
        } finally {
            server.stop(0);
        }
        String closed = Integer.toString(server.getAddress().getPort());
        assertThat(Script.run("ready.sh", Map.of(), closed).status()).isEqualTo(1);
    }

    private void replaceKafkasToolsBy(String script) throws IOException {
        for (String tool : List.of("kafka-topics.sh", "kafka-configs.sh")) {
            Path file = Files.writeString(directory.resolve(tool), script);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /**
     * @param more environment
     */
    private Script makeTopics(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("KAFKA_BIN", directory.toString());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "k:9092");
        return Script.run("topics.sh", environment);
    }

    private static Set<String> creationOf(Topic topic) {
        Set<String> call =
                new TreeSet<>(
                        List.of(
                                "kafka-topics.sh",
                                "--bootstrap-server",
                                "k:9092",
                                "--create",
                                "--if-not-exists",
                                "--topic",
                                topic.topicName(),
                                "--partitions",
                                Integer.toString(Topic.DEFAULT_PARTITIONS),
                                "--replication-factor",
                                "3"));
        settingsOf(topic).forEach(setting -> call.add("--config=" + setting));
        return call;
    }

    private static Set<String> settingsOf(Topic topic) {
        Set<String> settings = new TreeSet<>(Set.of("min.insync.replicas=2"));
        topic.config().forEach((name, value) -> settings.add(name + "=" + value));
        return settings;
    }

    private static Set<String> settingsIn(Set<String> call) {
        assertThat(call).contains("kafka-configs.sh", "--alter", "--entity-type", "--add-config");
        return new TreeSet<>(
                List.of(
                        call.stream()
                                .filter(argument -> argument.contains("cleanup.policy="))
                                .findFirst()
                                .orElseThrow()
                                .split(",")));
    }

    private Properties load(String file) throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve(file))) {
            properties.load(reader);
        }
        return properties;
    }
}
