package dev.mcsync.infra.operator.demo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long things take in the demonstration, and how often they go wrong.
 *
 * @param random safe for use by many threads
 * @param speed 1 is lifelike
 */
record Pace(RandomGenerator random, double speed) {
    /** Waits for a time drawn from the range. */
    void pause(double fromSeconds, double toSeconds) throws InterruptedException {
        double seconds = random.nextDouble(fromSeconds, toSeconds) / speed;
        Thread.sleep(Duration.ofNanos((long) (seconds * 1e9)));
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }
}
