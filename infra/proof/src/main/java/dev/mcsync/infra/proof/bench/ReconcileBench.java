package dev.mcsync.infra.proof.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a reconcile run costs over a large state: the first one, which looks at everything, and one
 * after a part of it has changed. In a JVM with a heap of 256 MB; and how long it holds a moment of
 * the database, in which no dead row can be removed.
 */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        description = "Measures a reconcile run over a large state of which little has changed.")
final class ReconcileBench implements Callable<Integer> {

    private static final String HEAP = "-Xmx256m";
    private static final String QUIET =
            "-Dlogback.configurationFile=dev/mcsync/infra/proof/proof-logback.xml";
    private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(50);

    @Mixin private final LargeState state = new LargeState();

    @Option(
            names = "--changed",
            defaultValue = "1",
            description = "How much has changed, in per cent (default: ${DEFAULT-VALUE}).")
    private int changedPercent;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        try (LargeState.Bed bed = state.start(false);
                Connection connection =
                        DriverManager.getConnection(
                                bed.postgres().address().jdbcUrl(),
                                bed.postgres().address().user(),
                                bed.postgres().address().password())) {
            boolean isRight = look("everything", bed, connection);
            int more = state.tasks() * changedPercent / 100;
            bed.made().now();
            bed.made().tasks(state.tasks(), state.tasks() + more, state.eventsEach());
            bed.made().finish();
            try (Statement statement = connection.createStatement()) {
                int touched =
                        statement.executeUpdate(
                                "update tasks set updated_at = updated_at where task_id in"
                                        + " (select task_id from tasks tablesample system ("
                                        + changedPercent
                                        + ") repeatable (1))");
                System.out.printf(
                        Locale.ROOT, "%,d tasks are new, %,d rows were written%n", more, touched);
            }
            isRight &= look("what has changed", bed, connection);
            isRight &= look("the same again", bed, connection);
            return isRight ? 0 : 1;
        }
    }

    private static boolean look(String what, LargeState.Bed bed, Connection connection)
            throws IOException, SQLException, InterruptedException {
        System.out.print(what + ": ");
        Process look =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        HEAP,
                                        "-XX:+UseSerialGC",
                                        QUIET,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        ReconcileLook.class.getName(),
                                        bed.broker().bootstrapServers(),
                                        bed.postgres().address().urlWithPassword()))
                        .inheritIO()
                        .start();
        double longest = 0;
        while (!look.waitFor(BETWEEN_SAMPLES.toMillis(), TimeUnit.MILLISECONDS)) {
            longest = Math.max(longest, heldSeconds(connection));
        }
        System.out.printf(
                Locale.ROOT, "no moment was held longer than %.1f s; heap %s%n", longest, HEAP);
        return look.exitValue() == 0;
    }

    private static double heldSeconds(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "select coalesce(max(extract(epoch from clock_timestamp() - xact_start)), 0)"
                                        + " from pg_stat_activity where application_name = 'mc-sync-audit'")) {
            row.next();
            return row.getDouble(1);
        }
    }
}
