package dev.mcsync.ingress.outcome;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.ingress.outcome.OutcomeWaiters.Waiter;
import dev.mcsync.ingress.outcome.Submission.Decided;
import dev.mcsync.ingress.outcome.Submission.Noted;
import dev.mcsync.ingress.outcome.Submission.Taken;
import dev.mcsync.ingress.outcome.Submission.TooLarge;
import dev.mcsync.ingress.outcome.Submission.Unconfirmed;
import dev.mcsync.ingress.outcome.Submission.Undecided;
import dev.mcsync.ingress.publish.FactLog;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.Known;
import dev.mcsync.ingress.readside.ReadSide;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Publishes facts, and waits for what they did when asked to. Whoever waits is registered before
 * the fact is published, so that no outcome is too fast to be seen. A caller that goes away ends
 * the waiting, never the publishing.
 */
public final class Submissions {

    /**
     * A fact that was decided before has no new outcome: after this time the read side is asked.
     */
    private static final Duration ASK_AFTER = Duration.ofMillis(300);

    private static final Duration ASK_AGAIN_AFTER = Duration.ofMillis(500);

    private final FactLog publisher;
    private final OutcomeWaiters waiters;
    private final ReadSide readSide;

    Submissions(FactLog publisher, OutcomeWaiters waiters, ReadSide readSide) {
        this.publisher = publisher;
        this.waiters = waiters;
        this.readSide = readSide;
    }

    /** One result for each fact, in the order given. */
    public Mono<List<Published>> publish(List<OutgoingFact> facts) {
        return Mono.fromFuture(() -> publisher.publish(facts), true)
                // Off the producer's only thread.
                .publishOn(Schedulers.parallel());
    }

    public Mono<Published> publish(OutgoingFact fact) {
        return publish(List.of(fact)).map(List::getFirst);
    }

    /**
     * Publishes a fact, and tells what it did if that is known in time.
     *
     * @param limit how long to wait once the log has the fact
     */
    public Mono<Submission> submit(OutgoingFact fact, Duration limit) {
        return Mono.using(
                () -> waiters.join(fact.eventId()),
                waiter ->
                        publish(fact).flatMap(published -> settle(fact, published, waiter, limit)),
                waiter -> waiter.ifPresent(Waiter::close));
    }

    private Mono<Submission> settle(
            OutgoingFact fact, Published published, Optional<Waiter> waiter, Duration limit) {
        return switch (published) {
            case ACCEPTED ->
                    waiter.map(joined -> await(fact, joined, limit))
                            .orElseGet(() -> Mono.just(new Undecided()));
            case UNCONFIRMED -> Mono.just(new Unconfirmed());
            case TOO_LARGE -> Mono.just(new TooLarge());
        };
    }

    private Mono<Submission> await(OutgoingFact fact, Waiter waiter, Duration limit) {
        Mono<Known> seen = Mono.fromFuture(waiter.known(), true).publishOn(Schedulers.parallel());
        return Mono.firstWithValue(seen, askUntilKnown(waiter.eventId()))
                .map(known -> judged(fact, known))
                .timeout(limit, Mono.just(new Undecided()));
    }

    /** An id tells of a fact only if the content is its own. */
    private static Submission judged(OutgoingFact fact, Known known) {
        if (!known.isOf(fact)) {
            return new Taken();
        }
        Decision decision = known.decision();
        return decision == null ? new Noted() : new Decided(decision);
    }

    private Mono<Known> askUntilKnown(EventId eventId) {
        return Mono.delay(ASK_AFTER)
                .then(
                        readSide.find(eventId)
                                .repeatWhenEmpty(tries -> tries.delayElements(ASK_AGAIN_AFTER)));
    }
}
