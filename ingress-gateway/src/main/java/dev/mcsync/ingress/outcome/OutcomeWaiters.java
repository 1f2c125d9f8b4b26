package dev.mcsync.ingress.outcome;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.ingress.readside.Known;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who waits for which fact's outcome. Bounded; for any thread. */
final class OutcomeWaiters {

    /**
     * One request's place among the waiters, to be given back.
     *
     * @param known completes when the outcome is seen
     */
    record Waiter(OutcomeWaiters waiters, EventId eventId, CompletableFuture<Known> known)
            implements AutoCloseable {

        @Override
        public void close() {
            waiters.leave(this);
        }
    }

    /** Requests that wait for the same fact share a future. */
    private record Place(CompletableFuture<Known> known, int requests) {}

    private final ConcurrentMap<EventId, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int maxWaiters;

    OutcomeWaiters(int maxWaiters) {
        this.maxWaiters = maxWaiters;
    }

    /** Empty when no more requests may wait. */
    Optional<Waiter> join(EventId eventId) {
        if (waiting.incrementAndGet() > maxWaiters) {
            waiting.decrementAndGet();
            return Optional.empty();
        }
        Place place =
                places.merge(
                        eventId,
                        new Place(new CompletableFuture<>(), 1),
                        (now, _) -> new Place(now.known(), now.requests() + 1));
        return Optional.of(new Waiter(this, eventId, place.known()));
    }

    boolean isAwaited(EventId eventId) {
        return places.containsKey(eventId);
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    void told(EventId eventId, Known known) {
        Place place = places.get(eventId);
        if (place != null) {
            place.known().complete(known);
        }
    }

    int waiting() {
        return waiting.get();
    }

    private void leave(Waiter waiter) {
        waiting.decrementAndGet();
        places.computeIfPresent(
                waiter.eventId(),
                (_, now) ->
                        now.requests() == 1 ? null : new Place(now.known(), now.requests() - 1));
    }
}
