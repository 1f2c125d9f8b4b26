package dev.mcsync.infra.backing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something another process does, by looking again and again, for a bounded time. */
final class Patience {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Patience() {}

    /** True as soon as the condition holds; false when the limit passed without it. */
    static boolean await(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            pause();
        }
        return true;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingFailedException("Interrupted while waiting for another process", e);
        }
    }
}
