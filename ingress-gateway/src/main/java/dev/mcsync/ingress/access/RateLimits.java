package dev.mcsync.ingress.access;

import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.service.access.Caller;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How often each token may call and send, and each address be wrong about a token, at this gateway:
 * each counts for itself and is given its part. Every answer is the time to wait, empty when the
 * request may go on.
 */
public final class RateLimits {

    private static final int MAX_ADDRESSES = 10_000;

    private final Bandwidth calls;
    private final Bandwidth events;
    private final Bandwidth wrongTokens;
    private final IntUnaryOperator part;
    private final ConcurrentMap<String, Bucket> callsByToken = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Bucket> eventsByToken = new ConcurrentHashMap<>();

    /** The address that tried least recently makes room. Guarded by itself. */
    private final Map<String, Bucket> wrongTokensByAddress =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    /**
     * @param part of a limit that a token has of its own: what this gateway gives
     */
    RateLimits(
            int callsPerSecond,
            int eventsPerSecond,
            int signInTries,
            Duration signInRefill,
            IntUnaryOperator part) {
        this.calls = perSecond(callsPerSecond, 1);
        this.events = perSecond(eventsPerSecond, IngressSettings.MAX_EVENTS_IN_ARRAY);
        this.part = part;
        this.wrongTokens =
                Bandwidth.builder().capacity(signInTries).refillIntervally(1, signInRefill).build();
    }

    public Optional<Duration> spendEvents(Caller caller, int count) {
        Bucket bucket =
                bucket(
                        eventsByToken,
                        caller,
                        () ->
                                limit(
                                        caller.limits().eventsPerSecond(),
                                        IngressSettings.MAX_EVENTS_IN_ARRAY,
                                        events));
        return spend(bucket, count);
    }

    Optional<Duration> spendCall(Caller caller) {
        Bucket bucket =
                bucket(
                        callsByToken,
                        caller,
                        () -> limit(caller.limits().callsPerSecond(), 1, calls));
        return spend(bucket, 1);
    }

    /**
     * To be asked only after a token was found to be wrong: nobody who guesses can shut out those
     * who share the address, behind a proxy or at work.
     */
    Optional<Duration> spendWrongToken(String address) {
        Bucket bucket;
        synchronized (wrongTokensByAddress) {
            bucket = wrongTokensByAddress.computeIfAbsent(address, _ -> bucketOf(wrongTokens));
        }
        return spend(bucket, 1);
    }

    private static Bucket bucket(
            ConcurrentMap<String, Bucket> buckets, Caller caller, Supplier<Bandwidth> limit) {
        return buckets.computeIfAbsent(caller.tokenId(), _ -> bucketOf(limit.get()));
    }

    /**
     * @param own of a token; null where it has none of its own
     */
    private Bandwidth limit(@Nullable Integer own, int once, Bandwidth general) {
        return own == null ? general : perSecond(part.applyAsInt(own), once);
    }

    private static Optional<Duration> spend(Bucket bucket, int count) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(count);
        return probe.isConsumed()
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private static Bucket bucketOf(Bandwidth limit) {
        return Bucket.builder().addLimit(limit).build();
    }

    /**
     * @param once as many fit at once in any case
     */
    private static Bandwidth perSecond(int count, int once) {
        return Bandwidth.builder()
                .capacity(Math.max(2L * count, once))
                .refillGreedy(count, Duration.ofSeconds(1))
                .build();
    }
}
