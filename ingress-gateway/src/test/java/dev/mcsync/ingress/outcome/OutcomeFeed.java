package dev.mcsync.ingress.outcome;

import static java.util.Objects.requireNonNull;

import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.ingress.readside.Known;

/** Outcomes as a test says them. */
public final class OutcomeFeed {

    private final OutcomeWaiters waiters;

    public OutcomeFeed(OutcomeWaiters waiters) {
        this.waiters = waiters;
    }

    public void decided(Decision decision) {
        told(new Known(null, decision));
    }

    public void told(Known known) {
        Decision decision = requireNonNull(known.decision());
        waiters.told(decision.eventId(), known);
    }

    public int waiting() {
        return waiters.waiting();
    }
}
