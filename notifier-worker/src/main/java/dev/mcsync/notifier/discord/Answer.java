package dev.mcsync.notifier.discord;

import org.jspecify.annotations.Nullable;

/** What is known of a posted message. */
public sealed interface Answer {

    /**
     * It is in the channel.
     *
     * @param messageId null when the body of the answer could not be read
     */
    record Delivered(@Nullable String messageId) implements Answer {}

    /** Not taken, since there were too many requests. */
    record RateLimited() implements Answer {}

    /** Not taken for now: a fault of Discord's own, or of what stands before it. */
    record Unavailable(Refusal refusal) implements Answer {}

    /** Never left: no connection could be made. */
    record NotSent(String fault) implements Answer {}

    /** It left, and no answer came: it may be in the channel. */
    record Lost(String fault) implements Answer {}

    /** This message is not taken, now or later; others may be. */
    record Malformed(Refusal refusal) implements Answer {}

    /** Not taken, and it does not say whether the message or something else is at fault. */
    record Unclear(Refusal refusal) implements Answer {}

    /** The webhook takes no message until a person mends it: deleted, forbidden or wrong. */
    record Closed(Refusal refusal) implements Answer {}
}
