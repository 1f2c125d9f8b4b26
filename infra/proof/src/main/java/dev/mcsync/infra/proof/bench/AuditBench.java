package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How long a look over a large state takes: the audit as people run it, in a JVM with a heap of 512
 * MB, on the state as it should be and after one byte of the ledger was changed; and what a
 * reconcile run looks at, and whether that holds up what is written meanwhile.
 */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Measures the audit, and what a reconcile run looks at, over a large state.")
final class AuditBench implements Callable<Integer> {

    private static final String HEAP = "-Xmx512m";
    private static final Duration PROBED_BEFORE = Duration.ofSeconds(10);

    @Mixin private final LargeState state = new LargeState();

    @Option(names = "--scan-only", description = "Only what a reconcile run looks at.")
    private boolean scanOnly;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        try (LargeState.Bed bed = state.start(true)) {
            boolean isRight = scan(bed.broker(), bed.postgres());
            return (scanOnly || audits(bed.broker(), bed.postgres())) && isRight ? 0 : 1;
        }
    }

    private boolean scan(KafkaBroker broker, PostgresServer postgres)
            throws SQLException, InterruptedException {
        try (CommitProbe probe = CommitProbe.start(postgres.address())) {
            Thread.sleep(PROBED_BEFORE);
            System.out.println("events beside nothing: " + probe.stop());
        }
        try (CommitProbe probe = CommitProbe.start(postgres.address())) {
            boolean isRight = look(broker, postgres);
            System.out.println("events beside the look: " + probe.stop());
            return isRight;
        }
    }

    private boolean look(KafkaBroker broker, PostgresServer postgres) {
        long began = System.nanoTime();
        int[] found = new int[1];
        DriftScan.Counts counts =
                new DriftScan(
                                postgres.address(),
                                KafkaClients.at(broker.bootstrapServers()),
                                Limits.DEFAULT)
                        .run(DriftScan.Scope.SINCE_THE_LAST_LOOK, _ -> found[0]++, (_, _, _) -> {});
        System.out.printf(
                Locale.ROOT,
                "reconcile look: %,d tasks, %,d agents, %,d entries, %,d records in %.1f s; %d found%n",
                counts.tasks(),
                counts.agents(),
                counts.taskEntries() + counts.agentEntries(),
                counts.taskRecords() + counts.agentRecords(),
                seconds(began),
                found[0]);
        return found[0] == 0;
    }

    private boolean audits(KafkaBroker broker, PostgresServer postgres)
            throws IOException, InterruptedException, SQLException {
        boolean isClean = audit(broker, postgres) == 0;
        execute(
                postgres,
                """
                alter table agent_events disable trigger agent_events_append_only;
                update agent_events set message = 'x' where id = (select max(id) / 2 from agent_events);
                alter table agent_events enable trigger agent_events_append_only;
                """);
        System.out.println("One entry was changed:");
        return audit(broker, postgres) == 1 && isClean;
    }

    private static int audit(KafkaBroker broker, PostgresServer postgres)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process audit =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        HEAP,
                                        "-XX:+UseSerialGC",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        "dev.mcsync.infra.local.McSync",
                                        "audit",
                                        "--kafka",
                                        broker.bootstrapServers(),
                                        "--postgres",
                                        postgres.address().urlWithPassword()))
                        .inheritIO()
                        .start();
        int exit = audit.waitFor();
        System.out.printf(
                Locale.ROOT, "audit: exit %d after %.1f s with %s%n", exit, seconds(began), HEAP);
        return exit;
    }

    private static void execute(PostgresServer postgres, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                postgres.address().jdbcUrl(),
                                postgres.address().user(),
                                postgres.address().password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(long beganNanos) {
        return (System.nanoTime() - beganNanos) / 1e9;
    }
}
