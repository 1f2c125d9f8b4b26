package dev.mcsync.processor.audit;

import java.time.Duration;

/**
 * One thing that must hold, and whether it does.
 *
 * @param name one word, for programs
 * @param claim a sentence, for people
 * @param looked what was looked at, such as "1,000 tasks, 5,012 entries"
 */
public record Check(String name, String claim, String looked, Discrepancies found, Duration took) {

    public boolean holds() {
        return found.count() == 0;
    }
}
