package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import dev.mcsync.infra.proof.system.ServiceProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A new version comes: each service is asked to stop and started again, one after the other, while
 * events come at a steady rate. There are two processors, so that somebody applies them all the
 * while.
 */
final class RollingRestart {

    /** The bound for all but one of a hundred events. */
    private static final Duration TARGET = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Long enough for the groups to settle with whoever came back. */
    private static final Duration CALM = Duration.ofSeconds(4);

    /** No clock of the product may run out because a run is long. */
    static final Map<String, String> PATIENT =
            Map.of(
                    "MC_ACK_TIMEOUT", "6h",
                    "MC_RUNNING_TIMEOUT", "6h",
                    "MC_OFFLINE_AFTER", "6h");

    private final Path directory;
    private final PrintStream out;
    private final int eventsPerSecond;
    private final boolean isStrict;
    private final List<String> violations = new ArrayList<>();

    /**
     * @param isStrict holds it to the target; otherwise time is only measured
     */
    RollingRestart(Path directory, PrintStream out, int eventsPerSecond, boolean isStrict) {
        this.directory = directory;
        this.out = out;
        this.eventsPerSecond = eventsPerSecond;
        this.isStrict = isStrict;
    }

    /**
     * Gives everything that should not have been, in words.
     *
     * @param rounds how often each service is restarted
     */
    List<String> run(int rounds) throws InterruptedException, SQLException {
        try (Fleet fleet = start();
                McApi api = fleet.api();
                Load load = new Load(api, eventsPerSecond / Load.FACTS_A_LIFE, false)) {
            Waits waits = new Waits(new Database(fleet.database().address()));
            Load.Answers answers = load.enter("rolling");
            load.start();
            out.printf("%d events/s, each service restarted %d times%n", eventsPerSecond, rounds);
            out.println(Waits.header());
            Instant begin = Instant.now();
            LockSupport.parkNanos(CALM.toNanos());
            out.println(waits.between(begin, Instant.now()).line("before"));
            Instant first = Instant.now();
            for (int round = 0; round < rounds; round++) {
                for (Member member : Member.values()) {
                    restart(fleet.service(member), waits);
                }
            }
            Waits.Measured all = waits.between(first, Instant.now());
            out.println(all.line("all restarts"));
            if (!load.finish(PATIENCE)) {
                violations.add("clients were still without an answer after " + PATIENCE);
            }
            judge(all, answers);
            violations.addAll(
                    new Aftermath(
                                    new Database(fleet.database().address()),
                                    fleet.discord(),
                                    fleet.broker().bootstrapServers(),
                                    out)
                            .violations(load));
        }
        return List.copyOf(violations);
    }

    private Fleet start() {
        Fleet fleet =
                Fleet.prepare(
                        directory.resolve("fleet"),
                        EnumSet.allOf(Member.class),
                        EnumSet.noneOf(Member.class),
                        PATIENT);
        fleet.startAll();
        for (ServiceProcess service : fleet.services()) {
            service.archiveClasses(directory.resolve(service.label() + ".jsa"));
        }
        return fleet;
    }

    private void restart(ServiceProcess service, Waits waits) throws SQLException {
        Instant begin = Instant.now();
        service.stop();
        Duration stopping = Duration.between(begin, Instant.now());
        service.launch();
        service.awaitReady();
        Duration away = Duration.between(begin, Instant.now());
        LockSupport.parkNanos(CALM.toNanos());
        out.printf(
                Locale.ROOT,
                "%s, stopped in %.1f s, ready after %.1f s%n",
                waits.between(begin, Instant.now()).line(service.label()),
                stopping.toMillis() / 1_000.0,
                away.toMillis() / 1_000.0);
    }

    private void judge(Waits.Measured all, Load.Answers answers) {
        out.printf("Answers: %s%n", answers.counts());
        answers.wrong().forEach(wrong -> violations.add("answered " + wrong));
        if (isStrict && all.p99().compareTo(TARGET) > 0) {
            violations.add(
                    "one of a hundred events waited for %s, longer than %s"
                            .formatted(all.p99(), TARGET));
        }
    }
}
