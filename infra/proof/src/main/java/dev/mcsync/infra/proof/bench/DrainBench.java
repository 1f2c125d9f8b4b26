package dev.mcsync.infra.proof.bench;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import dev.mcsync.infra.proof.bench.database.DatabaseYardstick;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.ProcessGroups;
import dev.mcsync.infra.proof.bench.subject.ProcessorTime;
import dev.mcsync.infra.proof.bench.subject.Question;
import dev.mcsync.infra.proof.bench.subject.Subject;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.processor.StateProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a backlog is applied: the events stand on the log before the processor starts, and the
 * time from its first to its last database commit is what counts. Then the database writes the same
 * rows by itself.
 */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how fast a backlog of events is applied, beside PostgreSQL alone.",
            "The database then writes the same rows once more, in batches inside the server."
        })
final class DrainBench extends Measurement {

    private static final String NAME = "drain";
    private static final int AGENTS = 20;

    private static final String TIMES =
            """
            select (extract(epoch from max(processed_at) - min(processed_at)) * 1000)::bigint
            from processed_events where topic = 'mc.task-events'
            """;

    @Option(
            names = "--events",
            defaultValue = "300000",
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

    @Option(
            names = "--traced",
            description = "Give each event a trace of its own, as the gateway does.")
    private boolean traced;

    @Override
    List<Figure> measure(Progress progress) throws IOException, SQLException {
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        List<Figure> figures = new ArrayList<>();
        try (PostgresServer postgres =
                PostgresServer.start(directory.resolve("postgres"), LoopbackPorts.free())) {
            DatabaseMigration.migrate(postgres.address());
            try (KafkaBroker broker =
                    KafkaBroker.start(directory.resolve("kafka"), LoopbackPorts.free())) {
                new TopicProvisioner(broker.bootstrapServers(), partitions, 1).provision();
                int tasks = Math.max(1, events / Lives.EVENTS_A_TASK);
                progress.say("Putting %,d events of %,d tasks on the log …", events, tasks);
                Backlog.write(broker.bootstrapServers(), new Lives("bench", AGENTS), tasks, traced);
                progress.say("Draining …");
                figures.addAll(drain(broker, postgres.address(), tasks * Lives.EVENTS_A_TASK));
            }
            progress.say("The same rows by PostgreSQL alone …");
            figures.addAll(yardstick(postgres.address()));
        } finally {
            Directories.delete(directory);
        }
        return figures;
    }

    private List<Figure> drain(KafkaBroker broker, PostgresAddress address, int expected)
            throws SQLException {
        ProcessorTime time = ProcessorTime.begin(ProcessGroups.ofThisProcess("services"));
        try (ConfigurableApplicationContext processor =
                        StateProcessor.start(
                                "--server.port=0",
                                "--mc.local=true",
                                "--mc.token=bench",
                                "--mc.task-concurrency=" + threads,
                                "--mc.kafka-bootstrap-servers=" + broker.bootstrapServers(),
                                "--mc.postgres-url=" + address.urlWithPassword(),
                                "--logging.level.root=warn");
                Connection database =
                        DriverManager.getConnection(
                                address.jdbcUrl(), address.user(), address.password())) {
            Backlog.awaitApplied(database, expected);
            Figure.Place place = place(Subject.PRODUCT, expected);
            List<Figure> figures = new ArrayList<>(place.cores(time.cores()));
            figures.addAll(
                    place.shares("processor time an event", "µs", time.seconds(), 1e6 / expected));
            double seconds = Question.number(database, TIMES) / 1e3;
            figures.addFirst(place.one("written", "events/s", expected / seconds));
            return figures;
        }
    }

    private static List<Figure> yardstick(PostgresAddress address) throws SQLException {
        try (DatabaseYardstick yardstick = DatabaseYardstick.prepare(address)) {
            ProcessorTime time = ProcessorTime.begin(ProcessGroups.ofThisProcess("services"));
            long began = System.nanoTime();
            int written = yardstick.run();
            double seconds = (System.nanoTime() - began) / 1e9;
            Figure.Place place = place("database", written);
            List<Figure> figures = new ArrayList<>();
            figures.add(place.one("written", "events/s", written / seconds));
            figures.addAll(place.cores(time.cores()));
            return figures;
        }
    }

    private static Figure.Place place(String subject, int events) {
        return new Figure.Place(NAME, subject, String.format(Locale.ROOT, "%,d events", events));
    }
}
