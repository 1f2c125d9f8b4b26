package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.database.LedgerFill;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.ProcessorTime;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What an event costs when the ledger is long: the same backlog is applied at each length, and the
 * processor time of everything is shared out among its events.
 */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what an event costs while the ledger grows tenfold and tenfold.")
final class GrowthBench extends Measurement {

    private static final String NAME = "growth";
    private static final int AGENTS = 20;
    private static final long SHORTEST = 10_000;
    private static final long STEP = 10;

    /** A run over the whole state would find that the made rows were never published. */
    private static final Map<String, String> NO_RECONCILE =
            Map.of("MC_RECONCILE_CRON", "0 0 4 1 1 *", "MC_RECONCILE_ALL_CRON", "0 0 4 1 1 *");

    @Option(
            names = "--to",
            defaultValue = "1000000",
            paramLabel = "ROWS",
            description = "The longest ledger; from 10,000 on in tens (default: ${DEFAULT-VALUE}).")
    private long longest;

    @Option(
            names = "--events",
            defaultValue = "20000",
            description = "Events that are applied at each length (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--warmup",
            defaultValue = "40000",
            description = "Events before the first that count (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--sql",
            paramLabel = "STATEMENT",
            description =
                    "Run on the database first, to see what it changes: an index, a setting of a table.")
    private List<String> statements = List.of();

    @Override
    List<Figure> measure(Progress progress) throws SQLException {
        progress.say("Starting the product …");
        List<Figure> figures = new ArrayList<>();
        try (Bed bed = Bed.ofProduct(NO_RECONCILE);
                Connection database = bed.product().connect()) {
            for (String sql : statements) {
                progress.say("%s …", sql);
                execute(database, sql);
            }
            progress.say("%,d events to warm up …", warmup);
            apply(bed, database, "warm", warmup);
            bed.awaitCalm();
            LedgerFill ledger = new LedgerFill(database);
            ledger.cutTo(SHORTEST);
            for (long rows = SHORTEST; rows <= longest; rows *= STEP) {
                progress.say("Filling the ledger to %,d rows …", rows);
                long there = ledger.fillTo(rows);
                bed.awaitCalm();
                progress.say("%,d events at %,d rows …", events, there);
                TableStats before = TableStats.of(database);
                ProcessorTime time = ProcessorTime.begin(bed.processes());
                double seconds = apply(bed, database, "at" + rows, events);
                figures.addAll(figures(there, seconds, time.seconds()));
                bed.awaitCalm();
                figures.addAll(TableStats.of(database).since(before, placeAt(there)));
            }
        }
        return figures;
    }

    private static void execute(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How long it takes, in seconds. */
    private static double apply(Bed bed, Connection database, String mark, int events)
            throws SQLException {
        int tasks = Math.max(1, events / Lives.EVENTS_A_TASK);
        long before = Backlog.applied(database);
        long began = System.nanoTime();
        Backlog.write(bed.bootstrapServers(), new Lives(mark, AGENTS), tasks);
        Backlog.awaitApplied(database, before + (long) tasks * Lives.EVENTS_A_TASK);
        return (System.nanoTime() - began) / 1e9;
    }

    private static Figure.Place placeAt(long rows) {
        return new Figure.Place(
                NAME, Subject.PRODUCT, String.format(Locale.ROOT, "%,d rows", rows));
    }

    private List<Figure> figures(long rows, double seconds, Map<String, Double> busy) {
        Figure.Place place = placeAt(rows);
        List<Figure> figures = new ArrayList<>();
        figures.add(place.one("applied", "events/s", events / seconds));
        figures.addAll(place.shares("processor time an event", "µs", busy, 1e6 / events));
        return figures;
    }
}
