package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.Crowd;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.load.OpenLoad;
import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.LiveMemory;
import dev.mcsync.infra.proof.bench.subject.ProcessorTime;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How soon every one of many open boards shows what an agent reports, and what an open board takes
 * of the memory.
 */
@Command(
        name = "fan-out",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the time to each of many open boards, and a board's memory, beside the plain endpoint.",
            "Reports come at a steady rate."
        })
final class FanOutBench extends Measurement {

    private static final String NAME = "fan-out";
    private static final int TASKS = 200;
    private static final int AGENTS = 20;

    /** Below this many the memory of one cannot be told from everything else. */
    private static final int ENOUGH_TO_WEIGH = 100;

    @Option(
            names = "--sockets",
            split = ",",
            defaultValue = "1,100,2000",
            paramLabel = "N",
            description = "Open boards, one number after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> sockets = List.of();

    @Option(
            names = "--rate",
            defaultValue = "50",
            description = "Reports a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "Seconds that count, at each number (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "15",
            description = "Seconds before they count (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Override
    List<Figure> measure(Progress progress) throws IOException, SQLException {
        progress.say("Starting the product and the plain endpoint …");
        List<Figure> figures = new ArrayList<>();
        try (Bed bed = Bed.ofProductAndPlain()) {
            for (int boards : sockets) {
                for (Subject subject : bed.subjects()) {
                    progress.say("%s: %d boards …", subject.name(), boards);
                    figures.addAll(measure(bed, subject, boards));
                }
            }
        }
        return figures;
    }

    private List<Figure> measure(Bed bed, Subject subject, int boards)
            throws IOException, SQLException {
        Reports reports = new Reports(TASKS, AGENTS);
        Journal journal = new Journal(rate, Duration.ofSeconds(warmup + seconds));
        int from = journal.numberAt(Duration.ofSeconds(warmup));
        Figure.Place place = place(subject, boards);
        try (Client client = new Client(subject.address())) {
            subject.create(reports, client);
            bed.awaitCalm();
            long before = LiveMemory.bytesOf(bed.pidOf(subject));
            Crowd crowd = new Crowd(reports, journal, from);
            client.open(crowd, boards);
            long after = LiveMemory.bytesOf(bed.pidOf(subject));
            bed.awaitCalm();
            ProcessorTime time = ProcessorTime.begin(bed.processes());
            OpenLoad load = new OpenLoad(client, reports, journal);
            load.send();
            List<Figure> cores = place.cores(time.cores());
            load.awaitSightings();
            List<Figure> figures = new ArrayList<>();
            figures.add(place.times("POST → each WebSocket", crowd.times()));
            figures.add(place.one("closed by the service", "boards", boards - client.openBoards()));
            if (boards >= ENOUGH_TO_WEIGH) {
                figures.add(place.one("memory", "kB a board", (after - before) / 1e3 / boards));
            }
            figures.addAll(cores);
            return figures;
        }
    }

    private static Figure.Place place(Subject subject, int boards) {
        return new Figure.Place(
                NAME, subject.name(), String.format(Locale.ROOT, "%,d boards", boards));
    }
}
