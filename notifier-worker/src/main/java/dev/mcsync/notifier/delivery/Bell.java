package dev.mcsync.notifier.delivery;

import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Wakes one sleeper. A ring between {@link #listen} and the sleep is not missed. Any thread may
 * ring.
 */
final class Bell {

    private final AtomicReference<Sinks.Empty<Void>> heard = new AtomicReference<>(Sinks.empty());

    /** Completes at the next ring after this call. */
    Mono<Void> listen() {
        Sinks.Empty<Void> next = Sinks.empty();
        heard.set(next);
        return next.asMono();
    }

    void ring() {
        heard.get().tryEmitEmpty();
    }
}
