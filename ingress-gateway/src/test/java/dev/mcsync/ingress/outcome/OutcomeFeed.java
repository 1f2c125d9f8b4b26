package dev.mcsync.ingress.outcome;

import dev.mcsync.ingress.readside.Decision;

/** Outcomes as a test says them. */
public final class OutcomeFeed {

    private final OutcomeWaiters waiters;

    public OutcomeFeed(OutcomeWaiters waiters) {
        this.waiters = waiters;
    }

    public void decided(Decision decision) {
        waiters.decided(decision);
    }

    public int waiting() {
        return waiters.waiting();
    }
}
