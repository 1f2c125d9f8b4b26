package dev.mcsync.infra.operator.people;

import java.time.Duration;
import java.util.Optional;

/**
 * Reads again and again. That nobody answers ends it only at the start, where the address may be
 * wrong; later it waits, and says so once.
 */
final class Steadily {
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Calls calls;
    private final Paper paper;
    private boolean hasAnswered;
    private boolean isLost;

    Steadily(Calls calls, Paper paper) {
        this.calls = calls;
        this.paper = paper;
    }

    @FunctionalInterface
    interface Reading<T> {
        T read() throws InterruptedException;
    }

    /** Empty while nobody answers. */
    <T> Optional<T> read(Reading<T> reading) throws InterruptedException {
        try {
            T read = reading.read();
            hasAnswered = true;
            if (isLost) {
                isLost = false;
                paper.aside(calls.base() + " answers again");
            }
            return Optional.of(read);
        } catch (CallFailedException e) {
            if (!hasAnswered || !e.isTemporary()) {
                throw e;
            }
            if (!isLost) {
                isLost = true;
                paper.aside("no answer from " + calls.base() + " any more, waiting for one");
            }
            return Optional.empty();
        }
    }

    void pause() throws InterruptedException {
        Thread.sleep(PAUSE);
    }
}
