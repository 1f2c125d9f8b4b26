package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.proof.system.Build;
import dev.mcsync.infra.proof.system.Member;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Each service is asked to stop and started again, one after the other, while events come at a
 * steady rate.
 */
final class RollingRestart {

    /** The bound for all but one of a hundred events. */
    private static final Duration TARGET = Duration.ofSeconds(1);

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
        Build build = Build.present();
        try (RollingBed bed = RollingBed.start(directory, out, eventsPerSecond, build)) {
            Load.Answers answers = bed.load().enter("rolling");
            out.printf("%d events/s, each service restarted %d times%n", eventsPerSecond, rounds);
            bed.begin();
            Instant first = Instant.now();
            for (int round = 0; round < rounds; round++) {
                for (Member member : Member.values()) {
                    bed.restart(member, build);
                }
            }
            Waits.Measured all = bed.waits(first, Instant.now());
            out.println(all.line("all restarts"));
            if (!bed.finish()) {
                violations.add("clients were still without an answer at the end");
            }
            judge(all, answers);
            violations.addAll(bed.aftermath().violations(bed.load()));
        }
        return List.copyOf(violations);
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
