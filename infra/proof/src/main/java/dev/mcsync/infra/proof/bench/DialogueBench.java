package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.operator.api.BoardSocket;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.bench.dialogue.Asker;
import dev.mcsync.infra.proof.bench.dialogue.Dialogue;
import dev.mcsync.infra.proof.bench.dialogue.ToldOnDiscord;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long an agent's question takes to a board and to Discord, and a person's answer to the agent
 * that waits for it with a long poll. One dialogue after the other, so that none waits behind
 * another for Discord, which takes few messages a second.
 */
@Command(
        name = "dialogue",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures the time from an agent's question to a board and to Discord, and from the answer to the agent.")
final class DialogueBench extends Measurement {

    private static final String NAME = "dialogue";
    private static final int AGENTS = 20;

    @Option(
            names = "--dialogues",
            defaultValue = "200",
            description = "Questions and answers that count (default: ${DEFAULT-VALUE}).")
    private int dialogues;

    @Option(
            names = "--warmup",
            defaultValue = "100",
            description = "As many before them (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Option(
            names = "--every",
            defaultValue = "600",
            description =
                    "Milliseconds between their beginnings; Discord is told at most one thing in 450 (default: ${DEFAULT-VALUE}).")
    private int everyMillis;

    @Override
    List<Figure> measure(Progress progress) {
        progress.say("Starting the product …");
        try (Bed bed = Bed.ofProduct();
                McApi api = bed.api();
                BoardSocket board = api.openBoard();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Asker> askers =
                    IntStream.range(0, AGENTS)
                            .mapToObj(i -> Asker.withTask(api, "agt_asks_" + i))
                            .toList();
            progress.say("%d + %d dialogues, one in %d ms …", warmup, dialogues, everyMillis);
            List<Dialogue> held = hold(askers, board, threads);
            return figures(held.subList(warmup, held.size()), new ToldOnDiscord(bed.discord()));
        }
    }

    private List<Dialogue> hold(List<Asker> askers, BoardSocket board, ExecutorService threads) {
        List<Dialogue> held = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < warmup + dialogues; i++) {
            LockSupport.parkNanos(
                    start + i * Duration.ofMillis(everyMillis).toNanos() - System.nanoTime());
            held.add(askers.get(i % AGENTS).ask(i, board, threads));
        }
        return held;
    }

    private List<Figure> figures(List<Dialogue> held, ToldOnDiscord discord) {
        Histogram toBoard = Journal.histogram();
        Histogram toDiscord = Journal.histogram();
        Histogram toAgent = Journal.histogram();
        Map<String, Instant> told =
                discord.await(held.stream().map(Dialogue::question).collect(Collectors.toSet()));
        for (Dialogue dialogue : held) {
            record(toBoard, dialogue.toBoard());
            record(toAgent, dialogue.toAgent());
            Instant at = told.get(dialogue.question());
            if (at != null) {
                record(toDiscord, Duration.between(dialogue.askedAt(), at));
            }
        }
        Figure.Place place =
                new Figure.Place(NAME, Subject.PRODUCT, "one in " + everyMillis + " ms");
        return List.of(
                place.times("question → board", toBoard),
                place.times("question → Discord", toDiscord),
                place.times("answer → agent", toAgent),
                place.one("not told on Discord", "questions", held.size() - told.size()));
    }

    private static void record(Histogram histogram, Duration time) {
        Journal.record(histogram, time.toNanos() / 1_000);
    }
}
