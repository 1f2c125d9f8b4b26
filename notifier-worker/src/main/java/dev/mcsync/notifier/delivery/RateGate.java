package dev.mcsync.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** Closed for as long as Discord wishes. Thread-safe. */
final class RateGate {

    private final InstantSource clock;
    private final AtomicReference<Instant> opensAt = new AtomicReference<>(Instant.MIN);

    RateGate(InstantSource clock) {
        this.clock = clock;
    }

    /** A wish never shortens an earlier one. */
    void closeFor(Duration pause) {
        Instant until = clock.instant().plus(pause);
        opensAt.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Zero when it is open. */
    Duration untilOpen() {
        Instant now = clock.instant();
        Instant opens = opensAt.get();
        return opens.isAfter(now) ? Duration.between(now, opens) : Duration.ZERO;
    }
}
