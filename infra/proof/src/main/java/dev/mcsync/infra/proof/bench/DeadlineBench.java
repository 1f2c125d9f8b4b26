package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.infra.proof.bench.load.Journal;
import dev.mcsync.infra.proof.bench.report.Figure;
import dev.mcsync.infra.proof.bench.subject.Subject;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How late a deadline is: from the limit to the moment at which a reader has its outcome. Tasks are
 * created at a steady rate and nobody acknowledges them, so that their deadlines are spread over
 * the same time; beside them other tasks live, and two processors watch the same clocks.
 */
@Command(
        name = "deadlines",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the time from a limit to its published outcome, under load.")
final class DeadlineBench extends Measurement {

    private static final String NAME = "deadlines";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration LAST_WAIT = Duration.ofSeconds(60);

    @Option(
            names = "--deadlines",
            defaultValue = "10000",
            description = "Tasks that time out (default: ${DEFAULT-VALUE}).")
    private int deadlines;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "Over which they are spread (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--load",
            defaultValue = "100",
            description = "Other events a second (default: ${DEFAULT-VALUE}).")
    private int load;

    @Override
    List<Figure> measure(Progress progress) throws IOException {
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        try (Fleet fleet =
                Fleet.prepare(
                        directory,
                        Set.of(Member.PROCESSOR, Member.SECOND_PROCESSOR),
                        Set.of(),
                        Map.of("MC_MAX_RESENDS", "0"))) {
            progress.say("Starting broker, database and two processors …");
            fleet.startAll();
            progress.say(
                    "%,d deadlines over %d s, %d other events a second …",
                    deadlines, seconds, load);
            Lateness lateness = new Lateness();
            measure(fleet.broker().bootstrapServers(), lateness);
            return lateness.figures();
        } finally {
            Directories.delete(directory);
        }
    }

    private void measure(String bootstrapServers, Lateness lateness) {
        AtomicBoolean over = new AtomicBoolean();
        try (Facts facts = new Facts(bootstrapServers);
                OutcomeReader reader = new OutcomeReader(bootstrapServers)) {
            Thread others = Thread.ofPlatform().start(() -> live(facts, over));
            Thread creator = Thread.ofPlatform().start(() -> create(facts));
            long end =
                    System.nanoTime()
                            + Duration.ofSeconds(seconds).plus(LIMIT).plus(LAST_WAIT).toNanos();
            while (lateness.fired() < deadlines && System.nanoTime() < end) {
                reader.poll(lateness::take);
            }
            over.set(true);
            join(creator);
            join(others);
        }
    }

    private void create(Facts facts) {
        TaskLimits limits = new TaskLimits(LIMIT, null, 1);
        long start = System.nanoTime();
        for (int i = 0; i < deadlines; i++) {
            pauseUntil(start + i * Duration.ofSeconds(seconds).toNanos() / deadlines);
            facts.created("due_" + i, "agt_silent_" + i % 50, limits);
        }
    }

    private void live(Facts facts, AtomicBoolean over) {
        long start = System.nanoTime();
        for (int i = 0; !over.get(); i++) {
            pauseUntil(start + i * 1_000_000_000L / load);
            String task = "busy_" + i / 4;
            String agent = "agt_busy_" + i % 20;
            switch (i % 4) {
                case 0 -> facts.created(task, "agt_busy", TaskLimits.DEFAULT);
                case 1 -> facts.reported(task, "agt_busy", ReportType.RUNNING);
                case 2 -> facts.heartbeat(agent);
                default -> facts.reported(task, "agt_busy", ReportType.DONE);
            }
        }
    }

    /** What was heard of the deadlines. */
    private final class Lateness {
        private final Histogram times = Journal.histogram();
        private final Set<String> timedOut = new HashSet<>();
        private int early;
        private int repeated;

        int fired() {
            return timedOut.size();
        }

        void take(Outcome outcome, Instant readAt) {
            if (outcome instanceof TaskOutcome told
                    && told.type() == FactType.DEADLINE_PASSED
                    && told.effect() == Effect.APPLIED
                    && told.provenance().occurredAt() != null) {
                if (!timedOut.add(told.taskId().value())) {
                    repeated++;
                }
                long micros =
                        Duration.between(told.provenance().occurredAt(), readAt).toNanos() / 1_000;
                early += micros < 0 ? 1 : 0;
                Journal.record(times, micros);
            }
        }

        /**
         * @throws IllegalStateException when one did not fire, fired twice or fired too early
         */
        List<Figure> figures() {
            if (fired() != deadlines || repeated != 0 || early != 0) {
                throw new IllegalStateException(
                        "Expected each of %,d deadlines once and none early, found %,d, %d again and %d early"
                                .formatted(deadlines, fired(), repeated, early));
            }
            Figure.Place place =
                    new Figure.Place(
                            NAME,
                            Subject.PRODUCT,
                            String.format(
                                    Locale.ROOT,
                                    "%,d in %d s, %d other events/s",
                                    deadlines,
                                    seconds,
                                    load));
            return List.of(place.times("limit → outcome", times));
        }
    }

    private static void pauseUntil(long due) {
        LockSupport.parkNanos(due - System.nanoTime());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
