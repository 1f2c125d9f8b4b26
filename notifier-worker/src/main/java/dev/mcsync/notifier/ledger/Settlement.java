package dev.mcsync.notifier.ledger;

import dev.mcsync.notifier.discord.Refusal;
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
     * Discord does not have it, which is no fault of the message: its deliveries wait again.
     *
     * @param delay not before this time has passed
     */
    record Returned(Duration delay) implements Settlement {}

    /**
     * Discord does not have it, and one of its deliveries may be the cause: each of them waits
     * again, is counted as refused once more, and is sent by itself from now on.
     *
     * @param delay not before this time has passed
     */
    record Suspected(Refusal refusal, Duration delay) implements Settlement {}

    /**
     * Discord may have it: it stays taken, and is found again with the same content.
     *
     * @param delay not before this time has passed
     */
    record InDoubt(Duration delay) implements Settlement {}

    /**
     * Discord does not take it, unless so many died one after the other that the fault is not in
     * them: then all of these wait again, once.
     *
     * @param mostInARow with more than these since something was last sent, they are given back
     * @param delay of those that are given back
     */
    record Dead(Refusal refusal, int mostInARow, Duration delay) implements Settlement {}
}
