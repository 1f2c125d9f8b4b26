package dev.mcsync.notifier.ledger;

import java.time.Duration;

/** The answer to asking for a channel's next message. */
public sealed interface Claim {

    /** Nothing waits, or another instance is just taking it. */
    record Nothing() implements Claim {}

    /**
     * Something waits that may not be sent yet, or another instance is sending.
     *
     * @param atMost ask again after this time, by the store's clock
     */
    record Held(Duration atMost) implements Claim {}

    /** It is the caller's to send until its time has passed. */
    record Taken(ClaimedMessage message) implements Claim {}
}
