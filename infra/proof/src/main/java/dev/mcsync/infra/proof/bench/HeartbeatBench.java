package dev.mcsync.infra.proof.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.proof.bench.load.Client;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.load.OpenLoad;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Bed;
import dev.mcsync.infra.proof.bench.subject.ProcessorTime;
import dev.mcsync.infra.proof.bench.subject.Question;
import dev.mcsync.infra.proof.bench.subject.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What it costs that many agents say that they live: processor time, at their usual pace. */
@Command(
        name = "heartbeats",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures what the heartbeats of many agents cost.")
final class HeartbeatBench extends Measurement {

    private static final String NAME = "heartbeats";
    private static final String HEARTBEAT = "/api/agents/heartbeat";
    private static final String EVENTS = "/api/agents/events";
    private static final Duration IDLE_FOR = Duration.ofSeconds(5);
    private static final int ARRAY = 100;
    private static final int ARRAYS_A_SECOND = 10;

    @Option(
            names = "--agents",
            defaultValue = "20000",
            description = "Agents (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--every",
            defaultValue = "60",
            description =
                    "Seconds from one heartbeat of an agent to its next (default: ${DEFAULT-VALUE}).")
    private int every;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Seconds that count (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warmup",
            defaultValue = "20",
            description = "Seconds before they count (default: ${DEFAULT-VALUE}).")
    private int warmup;

    @Override
    List<Figure> measure(Progress progress) throws SQLException {
        progress.say("Starting the product …");
        try (Bed bed = Bed.ofProduct();
                Client client = new Client(bed.product().address())) {
            String mark = EventId.fresh().value().substring(4, 17);
            progress.say("Making %,d agents known …", agents);
            Journal first =
                    new Journal(
                            ARRAYS_A_SECOND,
                            Duration.ofMillis(1_000L * agents / ARRAY / ARRAYS_A_SECOND));
            send(client, EVENTS, number -> beats(mark, number * ARRAY, ARRAY), first);
            bed.awaitCalm();
            if (online(bed) < agents) {
                throw new IllegalStateException(
                        "Expected %,d agents online, found %,d".formatted(agents, online(bed)));
            }
            Figure.Place place =
                    new Figure.Place(
                            NAME,
                            Subject.PRODUCT,
                            String.format(Locale.ROOT, "%,d agents, each %d s", agents, every));
            List<Figure> figures = new ArrayList<>();
            ProcessorTime idle = ProcessorTime.begin(bed.processes());
            LockSupport.parkNanos(IDLE_FOR.toNanos());
            figures.addAll(new Figure.Place(NAME, Subject.PRODUCT, "none").cores(idle.cores()));
            progress.say(
                    "%,d heartbeats a second for %d + %d s …", agents / every, warmup, seconds);
            pace(client, mark, warmup);
            ProcessorTime time = ProcessorTime.begin(bed.processes());
            Journal journal = pace(client, mark, seconds);
            figures.addAll(place.cores(time.cores()));
            figures.add(place.times("POST → 202", journal.untilAnswered(0, journal.total())));
            figures.add(place.one("not accepted", "heartbeats", journal.refused()));
            figures.add(place.one("online", "agents", online(bed)));
            return figures;
        }
    }

    private Journal pace(Client client, String mark, int length) {
        Journal journal = new Journal(Math.max(1, agents / every), Duration.ofSeconds(length));
        send(client, HEARTBEAT, number -> beat(mark, number % agents).getBytes(UTF_8), journal);
        return journal;
    }

    private static void send(
            Client client, String path, IntFunction<byte[]> bodies, Journal journal) {
        OpenLoad load = new OpenLoad(client, path, bodies, journal);
        load.send();
        load.awaitAnswers();
    }

    private static int online(Bed bed) throws SQLException {
        try (Connection database = bed.product().connect()) {
            return Math.toIntExact(
                    Question.number(
                            database,
                            "select count(*) from agents_status where presence = 'online'"));
        }
    }

    private static byte[] beats(String mark, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(agent -> beat(mark, agent))
                .map(beat ->
                        beat.replaceFirst(
                                "}$",
                                ",\"event_id\":\"%s\",\"type\":\"heartbeat\"}"
                                        .formatted(EventId.fresh())))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
    }

    private static String beat(String mark, int agent) {
        return "{\"agent_id\":\"agt_" + mark + "_" + agent + "\"}";
    }
}
