package dev.mcsync.infra.proof.chaos.report;

import dev.mcsync.infra.proof.chaos.check.Finding;
import dev.mcsync.infra.proof.chaos.nemesis.FaultKind;
import dev.mcsync.infra.proof.chaos.nemesis.Inflicted;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report for a terminal. */
public final class TextReport {

    private static final int VIOLATIONS_SHOWN = 8;

    private TextReport() {}

    public static String of(RunReport run) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%nchaos %s, seed %d: %,d events, %,d facts in the history, %d kills, %d faults in all, %s%n"
                        .formatted(
                                run.name(),
                                run.seed(),
                                run.events(),
                                run.facts(),
                                run.kills(),
                                run.faults().size(),
                                time(Duration.between(run.from(), run.until()))));
        Map<FaultKind, Long> kinds =
                new TreeMap<>(
                        run.faults().stream()
                                .collect(
                                        Collectors.groupingBy(
                                                Inflicted::kind, Collectors.counting())));
        if (!kinds.isEmpty()) {
            text.append("  faults: ")
                    .append(
                            kinds.entrySet().stream()
                                    .map(kind ->
                                            "%d × %s"
                                                    .formatted(
                                                            kind.getValue(), kind.getKey().label()))
                                    .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        run.faults().stream()
                .filter(fault -> !fault.proven())
                .forEach(fault ->
                        text.append(
                                "  INVALID: %s left no witness: %s%n"
                                        .formatted(fault.kind().label(), fault.witness())));
        run.figures().forEach((what, figure) -> text.append("  %s: %s%n".formatted(what, figure)));
        text.append("  quiet again %s after the last fault%n%n".formatted(time(run.drained())));
        for (Finding finding : run.findings()) {
            text.append(
                    "  %s %-4s %-88s %,9d looked at%n"
                            .formatted(
                                    finding.holds() ? "✔" : "✘",
                                    finding.invariant(),
                                    finding.statement(),
                                    finding.checked()));
            finding.violations().stream()
                    .limit(VIOLATIONS_SHOWN)
                    .forEach(violation -> text.append("         ").append(violation).append('\n'));
            int more = finding.violations().size() - VIOLATIONS_SHOWN;
            if (more > 0) {
                text.append("         … and %,d more%n".formatted(more));
            }
        }
        text.append("%n  %s; %s%n".formatted(run.verdict(), run.bound()));
        return text.toString();
    }

    private static String time(Duration duration) {
        return duration.toMinutes() > 0
                ? "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart())
                : "%.1f s".formatted(duration.toMillis() / 1_000.0);
    }
}
