package dev.mcsync.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.db.Encryption;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresConnection;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.LocalRun;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.local.run.RunOptions;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.check.AcceptanceCheck;
import dev.mcsync.infra.operator.check.Verdict;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole product where broker and database ask who comes, and give each only its rights. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredRunIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir static Path directory;
    private LocalRun run;
    private RunFile file;

    @BeforeAll
    void start() {
        run =
                new LocalRun(
                        new RunOptions(
                                LoopbackPorts.free(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                directory,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                true),
                        new QuietSteps());
        file = run.start();
    }

    @AfterAll
    void stop() {
        run.close();
    }

    @Test
    void theCriteriaHoldAndTheOperatorsCommandsWork() {
        var verdicts = new TreeMap<Integer, Verdict>();
        try (var api = new McApi(file.url(), file.token())) {
            new AcceptanceCheck(api, file.discord(), Duration.ofSeconds(1))
                    .run((number, _, verdict, _) -> verdicts.put(number, verdict));
        }

        assertThat(verdicts).hasSize(9);
        assertThat(verdicts.values()).noneMatch(Verdict.Failed.class::isInstance);
        succeeds("audit", "--compact");
        succeeds("rejected", "list");
    }

    @Test
    void theDatabaseIsReachedUnderEncryptionAloneAndByTheRoleOfTheServices() throws Exception {
        try (Connection owner =
                        PostgresConnection.open(PostgresAddress.parse(file.postgres()), "test");
                Statement statement = owner.createStatement();
                ResultSet users =
                        statement.executeQuery(
                                "select string_agg(distinct usename, ' ') from pg_stat_activity"
                                        + " where datname = current_database()"
                                        + " and pid <> pg_backend_pid()")) {
            assertThat(users.next()).isTrue();
            assertThat(users.getString(1)).isEqualTo("mcsync_app");
        }
        PostgresAddress address = PostgresAddress.parse(file.postgres());
        PostgresAddress plain =
                new PostgresAddress(
                        address.user(),
                        address.password(),
                        address.servers(),
                        address.database(),
                        new Encryption("disable", null));
        assertThatThrownBy(() -> PostgresConnection.open(plain, "test"))
                .hasMessageContaining("no encryption");
    }

    @Test
    void aProducerOfTheInstallationWritesFactsAndNothingElse() throws Exception {
        try (var producer = producer("mc-producer")) {
            String agent = "agt_" + UUID.randomUUID();
            String value =
                    """
                    {"event_id":"evt_%s","type":"heartbeat","agent_id":"%s"}
                    """
                            .formatted(UUID.randomUUID(), agent);
            try (var api = new McApi(file.url(), file.token());
                    var board = api.openBoard()) {
                producer.send(new ProducerRecord<>("mc.agent-heartbeats", agent, value)).get();
                assertThat(board.await(frame -> frame.toString().contains(agent), PATIENCE))
                        .isPresent();
            }
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("mc.task-outcomes", agent, value))
                                    .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    /** By the file that Kafka's own tools are given. */
    private KafkaProducer<String, String> producer(String user) throws IOException {
        Properties settings = new Properties();
        try (Reader reader =
                Files.newBufferedReader(
                        directory.resolve("security/log").resolve(user + ".properties"))) {
            settings.load(reader);
        }
        settings.put("bootstrap.servers", file.kafka());
        settings.put("enable.idempotence", "false");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private static void succeeds(String... words) {
        String[] all =
                Stream.concat(Stream.of(words), Stream.of("--data-dir", directory.toString()))
                        .toArray(String[]::new);
        assertThat(McSync.commandLine().execute(all)).as(String.join(" ", words)).isZero();
    }
}
