package dev.mcsync.infra.operator.api;

import java.time.Duration;

/**
 * Pauses between tries of the same call: each twice as long as the one before, up to a longest, and
 * none shorter than the system asks for. For one thread.
 */
public final class Patience {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration next = FIRST;

    /**
     * @param asked what the system asks for; zero where it does not
     */
    public void pause(Duration asked) throws InterruptedException {
        Thread.sleep(asked.compareTo(next) > 0 ? asked : next);
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
