package dev.mcsync.infra.testbed;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.PostgresServer;
import java.util.Map;
import org.opentest4j.TestAbortedException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Broker and database as containers, with the settings that the processes have. */
final class ServerContainers implements Servers {
    private static final String KAFKA_IMAGE = "apache/kafka-native:4.3.1";
    private static final String POSTGRES_IMAGE = "postgres:18";

    private static final Map<String, String> BROKER_SETTINGS =
            Map.of(
                    "KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false",
                    "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0",
                    "KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4",
                    "KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4",
                    "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
                    "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");

    private final KafkaContainer kafka;
    private final PostgreSQLContainer postgres;

    private ServerContainers(KafkaContainer kafka, PostgreSQLContainer postgres) {
        this.kafka = kafka;
        this.postgres = postgres;
    }

    /**
     * @throws IllegalStateException when there is no Docker: who asks for it must not be told that
     *     all is well when nothing ran
     */
    static ServerContainers start() {
        requireDocker(DockerClientFactory.instance().isDockerAvailable());
        var kafka = new KafkaContainer(KAFKA_IMAGE).withEnv(BROKER_SETTINGS);
        var postgres =
                new PostgreSQLContainer(POSTGRES_IMAGE)
                        .withUsername("mcsync")
                        .withDatabaseName("mcsync")
                        .withCommand(
                                "postgres",
                                "-c",
                                "fsync=on",
                                "-c",
                                "max_connections=200",
                                "-c",
                                "track_commit_timestamp=on");
        Startables.deepStart(kafka, postgres).join();
        return new ServerContainers(kafka, postgres);
    }

    static void requireDocker(boolean isThere) {
        if (!isThere) {
            throw new IllegalStateException(
                    "Expected a Docker engine, since -Pdocker (-Dmc.testbed=docker) asks for containers;"
                            + " found none. Without it the same tests run on processes of this machine.");
        }
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public PostgresAddress postgres() {
        return new PostgresAddress(
                postgres.getUsername(),
                postgres.getPassword(),
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgres.getDatabaseName());
    }

    @Override
    public KafkaBroker brokerProcess() {
        throw notAProcess();
    }

    @Override
    public PostgresServer databaseProcess() {
        throw notAProcess();
    }

    @Override
    public void close() {
        kafka.stop();
        postgres.stop();
    }

    private static TestAbortedException notAProcess() {
        return new TestAbortedException(
                "Skipped: this test kills a server process, and -Dmc.testbed=docker runs containers");
    }
}
