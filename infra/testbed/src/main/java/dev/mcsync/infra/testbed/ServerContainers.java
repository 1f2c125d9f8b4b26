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
     * @throws TestAbortedException when there is no Docker, so that the test is skipped with it
     */
    static ServerContainers start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new TestAbortedException(
                    "Skipped: -Dmc.testbed=docker asks for containers, and no Docker answers here."
                            + " Without it the same test runs on processes of this machine.");
        }
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
