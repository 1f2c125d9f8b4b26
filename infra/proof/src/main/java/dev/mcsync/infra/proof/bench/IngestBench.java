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
 * How many reports a second are accepted from few clients and from many, and how long each waits
 * for its answer. What was accepted is applied before the next is measured.
 */
@Command(
        name = "ingest",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures how many reports a second are accepted and how long an answer takes, beside the plain endpoint.",
            "One by one and in arrays of 100, from few clients and from many."
        })
final class IngestBench extends Measurement {

    private static final String NAME = "ingest";
    private static final List<Integer> SIZES = List.of(1, 100);
    private static final int TASKS = 1_000;
    private static final int AGENTS = 100;

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "1,8,64",
            paramLabel = "N",
            description =
                    "Clients that wait for an answer before they go on (default: ${DEFAULT-VALUE}).")
    private List<Integer> clients = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Seconds that count, of each (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "20",
            description = "Seconds before the first of them (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Override
    List<Figure> measure(Progress progress) throws SQLException {
        progress.say("Starting the product and the plain endpoint …");
        List<Figure> figures = new ArrayList<>();
        try (Bed bed = Bed.ofProductAndPlain()) {
            for (Subject subject : bed.subjects()) {
                bed.awaitCalm();
                try (Client client = new Client(subject.address())) {
                    Reports reports = new Reports(TASKS, AGENTS);
                    subject.create(reports, client);
                    progress.say("%s …", subject.name());
                    figures.addAll(measure(bed, subject, client, reports));
                }
            }
        }
        return figures;
    }

    private List<Figure> measure(Bed bed, Subject subject, Client client, Reports reports)
            throws SQLException {
        Flood flood = new Flood(subject, client, reports);
        flood.send(clients.getLast(), 1, Duration.ofSeconds(warmup));
        List<Figure> figures = new ArrayList<>();
        for (int eventsEach : SIZES) {
            for (int atOnce : clients) {
                ProcessorTime time = ProcessorTime.begin(bed.processes());
                ClosedLoad.Result result =
                        flood.send(atOnce, eventsEach, Duration.ofSeconds(seconds)).result();
                Figure.Place place = new Figure.Place(NAME, subject.name(), at(eventsEach, atOnce));
                figures.add(
                        place.one("accepted", "events/s", result.accepted() / result.seconds()));
                figures.add(place.times("POST → answer", result.answers()));
                figures.addAll(place.cores(time.cores()));
            }
        }
        return figures;
    }

    private static String at(int eventsEach, int atOnce) {
        return (eventsEach == 1 ? "single" : "arrays of " + eventsEach)
                + ", "
                + atOnce
                + " clients";
    }
}
