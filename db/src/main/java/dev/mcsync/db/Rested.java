package dev.mcsync.db;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Asks the server about a pooled connection that has rested, since one that was cut from afar still
 * looks open from here; of one that did its work a moment ago the answer is known. Thread-safe.
 */
final class Rested {

    private final LongSupplier nanoTime;
    private final long trustedForNanos;
    private final Duration answerWithin;
    private final Function<Connection, Mono<Void>> ask;
    private final Map<Connection, Long> releasedNanos =
            Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * @param nanoTime as {@link System#nanoTime}
     * @param trustedFor after a longer rest a connection is asked about
     * @param answerWithin the server has so long to answer
     * @param ask fails for a connection that is of no use
     */
    Rested(
            LongSupplier nanoTime,
            Duration trustedFor,
            Duration answerWithin,
            Function<Connection, Mono<Void>> ask) {
        this.nanoTime = nanoTime;
        this.trustedForNanos = trustedFor.toNanos();
        this.answerWithin = answerWithin;
        this.ask = ask;
    }

    /** The connection goes back to the pool. */
    Publisher<Void> released(Connection connection) {
        return Mono.fromRunnable(() -> releasedNanos.put(connection, nanoTime.getAsLong()));
    }

    /** Fails for a connection that is of no use, so that the pool discards it. */
    Publisher<Void> check(Connection connection) {
        return Mono.defer(() -> {
            Long released = releasedNanos.get(connection);
            boolean isTrusted =
                    released != null && nanoTime.getAsLong() - released <= trustedForNanos;
            return isTrusted ? Mono.empty() : asked(connection);
        });
    }

    private Mono<Void> asked(Connection connection) {
        return ask.apply(connection)
                .timeout(answerWithin)
                .onErrorMap(
                        TimeoutException.class,
                        e ->
                                new R2dbcTimeoutException(
                                        "The server has not answered for " + answerWithin, e));
    }
}
