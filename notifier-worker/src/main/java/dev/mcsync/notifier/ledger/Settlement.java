package dev.mcsync.notifier.ledger;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a taken message. */
public sealed interface Settlement {

    /**
     * Discord has it.
     *
     * @param messageId null when the answer could not be read
     */
    record Sent(@Nullable String messageId) implements Settlement {}

    /**
     * Discord does not have it: its deliveries wait again.
     *
     * @param delay not before this time has passed
     */
    record Returned(Duration delay) implements Settlement {}

    /**
     * Discord may have it: it stays taken, and is found again with the same content.
     *
     * @param delay not before this time has passed
     */
    record InDoubt(Duration delay) implements Settlement {}

    /** Discord will never take it. */
    record Dead(String reason) implements Settlement {}
}
