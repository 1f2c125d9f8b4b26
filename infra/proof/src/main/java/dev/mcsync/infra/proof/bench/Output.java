package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How often it is measured, and how it is told: what all measurements have. */
final class Output {

    @Option(
            names = "--repeat",
            defaultValue = "1",
            paramLabel = "N",
            description = "Measure N times and tell the medians (default: ${DEFAULT-VALUE}).")
    private int repeat;

    /** How the figures appear on the standard output. */
    private enum Form {
        TABLE,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "table",
            paramLabel = "FORM",
            description = "table or json (default: ${DEFAULT-VALUE}).")
    private Form form = Form.TABLE;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Where the page with the plots goes (default: a new temporary file).")
    private @Nullable Path page;

    /** The exit code. */
    int tell(String command, Measurement measurement)
            throws IOException, SQLException, InterruptedException {
        Progress progress = new Progress(System.err);
        Instant began = Instant.now();
        List<List<Figure>> runs = new ArrayList<>();
        for (int run = 1; run <= repeat; run++) {
            if (repeat > 1) {
                progress.say("Run %d of %d", run, repeat);
            }
            runs.add(measurement.measure(progress));
        }
        Report report = Report.of(command, began, runs);
        System.out.println(form == Form.JSON ? report.json() : report.table());
        Path written = page == null ? Files.createTempFile("mc-sync-bench-", ".html") : page;
        Files.writeString(written, report.page());
        progress.say("The page with the plots: %s", written.toAbsolutePath());
        return 0;
    }
}
