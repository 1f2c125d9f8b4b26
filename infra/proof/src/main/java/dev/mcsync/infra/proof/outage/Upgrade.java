package dev.mcsync.infra.proof.outage;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.infra.proof.reference.LogRecord;
import dev.mcsync.infra.proof.system.Build;
import dev.mcsync.infra.proof.system.Member;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Another version becomes the present one under load, service by service in the order of {@code
 * docs/upgrading.md}; goes back in the opposite order; and comes once more in the order that is not
 * documented. The last is measured, and judged only where the state itself would be wrong.
 *
 * <p>The topics are those of the present build from the beginning: they are made before everything
 * else, and an older version leaves alone what it does not know.
 */
final class Upgrade {

    /** Readers of facts before their writers. */
    private static final List<Member> ORDER =
            List.of(
                    Member.PROCESSOR,
                    Member.SECOND_PROCESSOR,
                    Member.REALTIME,
                    Member.NOTIFIER,
                    Member.GATEWAY);

    private static final int REASONS_TO_SHOW = 3;

    private final Path directory;
    private final PrintStream out;
    private final int eventsPerSecond;
    private final List<Phase> phases = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    Upgrade(Path directory, PrintStream out, int eventsPerSecond) {
        this.directory = directory;
        this.out = out;
        this.eventsPerSecond = eventsPerSecond;
    }

    /** A stretch of the run that is counted by itself; the next one begins where it ends. */
    private record Phase(String name, boolean isDocumented, Instant begin, Load.Answers answers) {}

    /** Gives everything that should not have been, in words. */
    List<String> run(Build before) throws InterruptedException, SQLException {
        Build present = Build.present();
        try (RollingBed bed = RollingBed.start(directory, out, eventsPerSecond, before, present)) {
            enter(bed, "before", true);
            bed.begin();
            enter(bed, "upgrade", true);
            bed.migrate(present);
            restartAll(bed, ORDER, present);
            enter(bed, "back", true);
            restartAll(bed, ORDER.reversed(), before);
            enter(bed, "other order", false);
            restartAll(bed, ORDER.reversed(), present);
            if (!bed.finish()) {
                violations.add("clients were still without an answer at the end");
            }
            judge(bed, Instant.now());
        }
        return List.copyOf(violations);
    }

    private void enter(RollingBed bed, String name, boolean isDocumented) {
        phases.add(new Phase(name, isDocumented, Instant.now(), bed.load().enter(name)));
        out.printf("%s, at %d events/s%n", name, eventsPerSecond);
    }

    private static void restartAll(RollingBed bed, List<Member> order, Build build)
            throws SQLException {
        for (Member member : order) {
            bed.restart(member, build);
        }
    }

    private void judge(RollingBed bed, Instant end) throws SQLException {
        Aftermath aftermath = bed.aftermath();
        aftermath.settle(bed.load());
        List<LogRecord> rejected = aftermath.rejected();
        Set<String> events = new HashSet<>();
        Set<String> tasks = new HashSet<>();
        int rejectedInOrder = 0;
        out.println(
                "phase        accepted  lost rejected | answers p50     p99 longest | applied p50     p99 longest");
        for (int i = 0; i < phases.size(); i++) {
            Phase phase = phases.get(i);
            Instant until = i + 1 < phases.size() ? phases.get(i + 1).begin() : end;
            int aside =
                    (int) rejected.stream().filter(record -> isIn(record, phase, until)).count();
            out.println(line(phase, aftermath, aside, bed.waits(phase.begin(), until)));
            phase.answers().wrong().forEach(wrong -> violations.add("answered " + wrong));
            if (phase.isDocumented()) {
                events.addAll(phase.answers().events());
                tasks.addAll(phase.answers().lives());
                rejectedInOrder += aside;
            }
        }
        rejected.stream()
                .map(record -> record.headers().get(Headers.REJECTED_REASON))
                .distinct()
                .limit(REASONS_TO_SHOW)
                .forEach(reason -> out.println("Rejected: " + reason));
        out.printf("%,d outcomes twice on the log%n", aftermath.outcomesTwice());
        violations.addAll(aftermath.violations(events, tasks, rejectedInOrder));
    }

    private static boolean isIn(LogRecord record, Phase phase, Instant until) {
        Instant at = Instant.ofEpochMilli(record.timestamp());
        return !at.isBefore(phase.begin()) && at.isBefore(until);
    }

    private static String line(
            Phase phase, Aftermath aftermath, int rejected, Waits.Measured waits) {
        Load.Answers answers = phase.answers();
        return "%-12s %8d %5d %8d | %8d ms %4d ms %4d ms | %8d ms %4d ms %4d ms"
                .formatted(
                        phase.name(),
                        answers.accepted(),
                        aftermath.lost(answers.events()),
                        rejected,
                        answers.percentile(50).toMillis(),
                        answers.percentile(99).toMillis(),
                        answers.slowest().toMillis(),
                        waits.p50().toMillis(),
                        waits.p99().toMillis(),
                        waits.longest().toMillis());
    }
}
