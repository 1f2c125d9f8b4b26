package dev.mcsync.infra.proof.bench;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.processor.StateProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a backlog is applied: the events stand on the log before the processor starts, and the
 * time from its first to its last database commit is what counts.
 */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description = "Measures how fast a backlog of events is applied to PostgreSQL.")
final class DrainBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    @Option(
            names = "--events",
            defaultValue = "50000",
            description = "Events on the log (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--partitions",
            defaultValue = "6",
            description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--threads",
            defaultValue = "2",
            description = "Threads applying events (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Override
    public Integer call() throws IOException, SQLException {
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        try (KafkaBroker broker =
                        KafkaBroker.start(directory.resolve("kafka"), LoopbackPorts.free());
                PostgresServer postgres =
                        PostgresServer.start(directory.resolve("postgres"), LoopbackPorts.free())) {
            new TopicProvisioner(broker.bootstrapServers(), partitions, 1).provision();
            DatabaseMigration.migrate(postgres.address());
            int tasks = Math.max(1, events / Lives.EVENTS_A_TASK);
            System.out.printf("Putting %,d events of %,d tasks on the log …%n", events, tasks);
            Backlog.write(broker.bootstrapServers(), tasks);
            drain(broker, postgres, tasks * Lives.EVENTS_A_TASK);
        } finally {
            Directories.delete(directory);
        }
        return 0;
    }

    private void drain(KafkaBroker broker, PostgresServer postgres, int expected)
            throws SQLException {
        System.out.println("Draining …");
        try (ConfigurableApplicationContext processor =
                        StateProcessor.start(
                                "--server.port=0",
                                "--mc.local=true",
                                "--mc.token=bench",
                                "--mc.task-concurrency=" + threads,
                                "--mc.kafka-bootstrap-servers=" + broker.bootstrapServers(),
                                "--mc.postgres-url=" + postgres.address().urlWithPassword(),
                                "--logging.level.root=warn");
                Connection database =
                        DriverManager.getConnection(
                                postgres.address().jdbcUrl(),
                                postgres.address().user(),
                                postgres.address().password())) {
            await(database, expected);
            report(database, expected);
        }
    }

    private static void await(Connection database, int expected) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long applied = 0;
        while (applied < expected) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Expected %d events applied within %s, found %d"
                                .formatted(expected, PATIENCE, applied));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            applied =
                    number(
                            database,
                            "select coalesce(sum(next_offset), 0) from source_offsets where topic = 'mc.task-events'");
        }
    }

    private static void report(Connection database, int expected) throws SQLException {
        double seconds =
                number(
                                database,
                                "select (extract(epoch from max(processed_at) - min(processed_at)) * 1000)::bigint from processed_events where topic = 'mc.task-events'")
                        / 1000.0;
        long rows = number(database, "select count(*) from agent_events where task_id is not null");
        long done = number(database, "select count(*) from tasks where status = 'done'");
        System.out.printf(
                Locale.ROOT,
                "drain: %,d events in %.2f s = %,.0f events/s (%,d ledger rows, %,d tasks done)%n",
                expected,
                seconds,
                expected / seconds,
                rows,
                done);
    }

    private static long number(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
