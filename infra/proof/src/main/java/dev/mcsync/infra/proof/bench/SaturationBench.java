package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.ClosedLoad;
import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.ProcessorTime;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many reports a second are really applied when clients send as fast as they are answered: the
 * rows in the database, from the first call until the last one of them is committed.
 */
@Command(
        name = "saturation",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how many reports a second are applied at most, beside the plain endpoint.",
            "Clients send as fast as they are answered, one by one and in arrays of 100."
        })
final class SaturationBench extends Measurement {

    private static final String NAME = "saturation";
    private static final int ARRAY = 100;

    @Option(
            names = "--seconds",
            defaultValue = "15",
            description = "Seconds that count, of each (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "20",
            description = "Seconds before they count (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--at-once",
            defaultValue = "64",
            description = "Single reports under way at once (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(
            names = "--arrays-at-once",
            defaultValue = "16",
            description = "Arrays under way at once (default: ${DEFAULT-VALUE}).")
    private int arraysAtOnce;

    @Option(
            names = "--tasks",
            defaultValue = "1000",
            description = "Tasks that take turns (default: ${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--agents",
            defaultValue = "100",
            description = "Agents that share them (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Override
    List<Figure> measure(Progress progress) throws SQLException {
        progress.say("Starting the product and the plain endpoint …");
        List<Figure> figures = new ArrayList<>();
        try (Bed bed = Bed.ofProductAndPlain()) {
            for (Subject subject : bed.subjects()) {
                bed.awaitCalm();
                try (Client client = new Client(subject.address())) {
                    Reports reports = new Reports(tasks, agents);
                    subject.create(reports, client);
                    Flood flood = new Flood(subject, client, reports);
                    progress.say("%s: single reports …", subject.name());
                    figures.addAll(measure(bed, flood, place(subject, "single"), atOnce, 1));
                    progress.say("%s: arrays of %d …", subject.name(), ARRAY);
                    figures.addAll(
                            measure(
                                    bed,
                                    flood,
                                    place(subject, "arrays of " + ARRAY),
                                    arraysAtOnce,
                                    ARRAY));
                }
            }
        }
        return figures;
    }

    private List<Figure> measure(
            Bed bed, Flood flood, Figure.Place place, int underWay, int eventsEach)
            throws SQLException {
        flood.send(underWay, eventsEach, Duration.ofSeconds(warmup));
        ProcessorTime time = ProcessorTime.begin(bed.processes());
        Flood.Sent sent = flood.send(underWay, eventsEach, Duration.ofSeconds(seconds));
        ClosedLoad.Result result = sent.result();
        List<Figure> figures = new ArrayList<>();
        figures.add(place.one("applied", "events/s", result.accepted() / sent.appliedAfter()));
        figures.add(place.one("accepted", "events/s", result.accepted() / result.seconds()));
        figures.add(place.times("POST → answer", result.answers()));
        figures.add(place.one("refused", "calls", result.refused()));
        figures.addAll(place.cores(time.cores()));
        return figures;
    }

    private static Figure.Place place(Subject subject, String at) {
        return new Figure.Place(NAME, subject.name(), at);
    }
}
