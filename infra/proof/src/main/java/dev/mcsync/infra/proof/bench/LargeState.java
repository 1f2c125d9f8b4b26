package dev.mcsync.infra.proof.bench;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import dev.mcsync.infra.proof.system.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How much there is to look at, and a broker and a database that hold it. */
final class LargeState {

    /** After each of them it says how far it is. */
    private static final int PARTS = 10;

    @Option(
            names = "--tasks",
            defaultValue = "330000",
            description = "Tasks (default: ${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--events-each",
            defaultValue = "3",
            description = "Events of each task, 1 to 5 (default: ${DEFAULT-VALUE}).")
    private int eventsEach;

    @Option(
            names = "--agents",
            defaultValue = "10000",
            description = "Agents (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--partitions",
            defaultValue = "6",
            description = "Partitions of each topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    int tasks() {
        return tasks;
    }

    int eventsEach() {
        return eventsEach;
    }

    /** A broker and a database of their own, which are gone when this is closed. */
    record Bed(Path directory, KafkaBroker broker, PostgresServer postgres, MadeState made)
            implements AutoCloseable {

        @Override
        public void close() throws IOException, SQLException {
            try (broker;
                    postgres;
                    made) {
                // Only to be closed.
            } finally {
                Directories.delete(directory);
            }
        }
    }

    /**
     * Makes it, which takes a minute for each million events or two.
     *
     * @param isWhole see {@link MadeState}
     */
    Bed start(boolean isWhole) throws IOException, SQLException {
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        KafkaBroker broker = KafkaBroker.start(directory.resolve("kafka"), LoopbackPorts.free());
        PostgresServer postgres =
                PostgresServer.start(directory.resolve("postgres"), LoopbackPorts.free());
        new TopicProvisioner(broker.bootstrapServers(), partitions, 1).provision();
        DatabaseMigration.migrate(postgres.address());
        System.out.printf("Making %,d tasks and %,d agents …%n", tasks, agents);
        long began = System.nanoTime();
        MadeState made =
                new MadeState(postgres.address(), broker.bootstrapServers(), partitions, isWhole);
        for (int part = 1; part <= PARTS; part++) {
            made.tasks(upTo(part - 1), upTo(part), eventsEach);
            System.out.printf("  %,d tasks%n", upTo(part));
        }
        made.agents(agents, 2);
        made.finish();
        System.out.printf(
                Locale.ROOT,
                "made %,d events in %.1f s%n",
                made.events(),
                (System.nanoTime() - began) / 1e9);
        return new Bed(directory, broker, postgres, made);
    }

    private int upTo(int part) {
        return Math.toIntExact((long) tasks * part / PARTS);
    }
}
