package dev.mcsync.ingress.access;

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

    RateLimits(int callsPerSecond, int eventsPerSecond, int signInTries, Duration signInRefill) {
        this.calls = perSecond(callsPerSecond);
        this.events = perSecond(eventsPerSecond);
        this.wrongTokens =
                Bandwidth.builder().capacity(signInTries).refillIntervally(1, signInRefill).build();
    }

    public Optional<Duration> spendEvents(Caller caller, int count) {
        return spend(bucket(eventsByToken, caller, events), count);
    }

    Optional<Duration> spendCall(Caller caller) {
        return spend(bucket(callsByToken, caller, calls), 1);
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
            ConcurrentMap<String, Bucket> buckets, Caller caller, Bandwidth limit) {
        return buckets.computeIfAbsent(caller.tokenId(), _ -> bucketOf(limit));
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

    private static Bandwidth perSecond(int count) {
        return Bandwidth.builder()
                .capacity(2L * count)
                .refillGreedy(count, Duration.ofSeconds(1))
                .build();
    }
}
