package dev.mcsync.infra.local.audit;

import java.time.Duration;
import java.util.List;

/**
 * One thing that must hold, and whether it does.
 *
 * @param name one word, for programs
 * @param claim a sentence, for people
 * @param looked what was looked at, such as "1,000 tasks, 5,012 entries"
 * @param findings the first ones, worded
 * @param found how many there are in all
 */
public record Check(
        String name,
        String claim,
        String looked,
        List<Mismatch> findings,
        long found,
        Duration took) {

    public Check {
        findings = List.copyOf(findings);
    }

    public boolean holds() {
        return found == 0;
    }
}
