package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.load.OpenLoad;
import dev.mcsync.infra.proof.bench.load.Reports;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.ProcessorTime;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long an agent's report takes to be accepted, and to reach a panel: from the moment the POST
 * is due to the 202 and to the card on a WebSocket. The load is open: a slow answer does not delay
 * the next report, so that waiting is counted and not hidden.
 */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures the time from an agent's POST to its 202 and to the card on a WebSocket, beside the plain endpoint.",
            "At steady rates; tells in which steps the product spends the time, too."
        })
final class LatencyBench extends Measurement {

    private static final String NAME = "latency";
    private static final Duration FIRST = Duration.ofSeconds(15);

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "100,400,800",
            paramLabel = "RATE",
            description = "Reports a second, one after the other (default: ${DEFAULT-VALUE}).")
    private List<Integer> rates = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "Seconds that count, at each rate (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "40",
            description =
                    "Seconds before they count at the first rate (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--warmup-between",
            defaultValue = "10",
            description = "The same at each later rate (default: ${DEFAULT-VALUE}).")
    private int warmupBetween;

    @Option(
            names = "--tasks",
            defaultValue = "200",
            description = "Tasks that take turns (default: ${DEFAULT-VALUE}).")
    private int tasks;

    @Option(
            names = "--agents",
            defaultValue = "20",
            description = "Agents that share them (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Override
    List<Figure> measure(Progress progress) throws SQLException {
        progress.say("Starting the product and the plain endpoint …");
        List<Figure> figures = new ArrayList<>();
        try (Bed bed = Bed.ofProductAndPlain()) {
            for (int rate : rates) {
                Duration before =
                        Duration.ofSeconds(rate == rates.getFirst() ? warmup : warmupBetween);
                for (Subject subject : bed.subjects()) {
                    bed.awaitCalm();
                    progress.say(
                            "%s: %d reports a second for %d + %d s …",
                            subject.name(), rate, before.toSeconds(), seconds);
                    figures.addAll(measure(bed, subject, rate, before));
                }
            }
        }
        return figures;
    }

    private List<Figure> measure(Bed bed, Subject subject, int rate, Duration before)
            throws SQLException {
        Reports reports = new Reports(tasks, agents);
        Journal journal = new Journal(rate, before.plus(Duration.ofSeconds(seconds)));
        Figure.Place place = new Figure.Place(NAME, subject.name(), rate + "/s");
        try (Client client = new Client(subject.address());
                Stages stages = Stages.begin(bed)) {
            subject.create(reports, client);
            client.watch(reports, journal);
            CompletableFuture<ProcessorTime> time =
                    CompletableFuture.supplyAsync(
                            () -> ProcessorTime.begin(bed.processes()),
                            CompletableFuture.delayedExecutor(
                                    before.toMillis(), TimeUnit.MILLISECONDS));
            OpenLoad load = new OpenLoad(client, reports, journal);
            load.send();
            List<Figure> cores = place.cores(time.join().cores());
            load.awaitSightings();
            List<Figure> figures = new ArrayList<>(times(place, journal, before));
            if (subject.isProduct()) {
                figures.addAll(stages.tell(place, reports, journal, journal.numberAt(before)));
            }
            figures.addAll(cores);
            return figures;
        }
    }

    private List<Figure> times(Figure.Place place, Journal journal, Duration before) {
        List<Figure> figures = new ArrayList<>();
        int from = journal.numberAt(before);
        if (before.compareTo(FIRST) >= 0 && before.toSeconds() == warmup) {
            Figure.Place first =
                    new Figure.Place(place.bench(), place.subject(), place.at() + " first 15 s");
            int to = journal.numberAt(FIRST);
            figures.add(first.times("POST → 202", journal.untilAnswered(0, to)));
            figures.add(first.times("POST → WebSocket", journal.untilSeen(0, to)));
        }
        int to = journal.total();
        figures.add(place.times("POST → 202", journal.untilAnswered(from, to)));
        figures.add(place.times("POST → WebSocket", journal.untilSeen(from, to)));
        figures.add(place.one("not accepted", "reports", journal.refused()));
        figures.add(place.one("not shown", "reports", journal.unseen(from, to)));
        return figures;
    }
}
