package dev.mcsync.infra.proof.chaos.report;

import dev.mcsync.infra.proof.chaos.check.Finding;
import dev.mcsync.infra.proof.chaos.evidence.Observer;
import dev.mcsync.infra.proof.chaos.nemesis.Inflicted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run in figures.
 *
 * @param drained how long after the last fault everything was read, applied and told
 * @param figures other measurements, in words
 */
public record RunReport(
        String name,
        long seed,
        Instant from,
        Instant until,
        long events,
        long facts,
        Duration drained,
        List<Inflicted> faults,
        List<Observer.Sample> samples,
        List<Finding> findings,
        Map<String, String> figures) {

    public long kills() {
        return faults.stream().filter(fault -> fault.kind().isKill()).count();
    }

    /** A fault without a witness proves nothing, whatever the findings say. */
    public boolean isValid() {
        return faults.stream().allMatch(Inflicted::proven);
    }

    public boolean holds() {
        return findings.stream().allMatch(Finding::holds);
    }

    public long violations() {
        return findings.stream().mapToLong(finding -> finding.violations().size()).sum();
    }

    /** One of {@code holds}, {@code VIOLATED} and {@code INVALID}. */
    public String verdict() {
        return !isValid() ? "INVALID" : holds() ? "holds" : "VIOLATED";
    }

    /**
     * With no failure in n kills, the rate of failures is below 3/n with 95 % confidence, and no
     * more is known.
     */
    public String bound() {
        boolean killed = kills() > 0;
        long n = killed ? kills() : faults.size();
        if (faults.isEmpty()) {
            return "no bound: there were no faults";
        }
        return holds() && isValid()
                ? String.format(
                        Locale.ROOT,
                        "no failure in %d %s: fewer than %.1f %% of them do harm (95 %%, 3/n)",
                        n,
                        killed ? "kills" : "faults",
                        Math.min(100, 300.0 / n))
                : "no bound: the promise did not hold";
    }
}
