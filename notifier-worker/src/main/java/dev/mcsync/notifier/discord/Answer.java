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

    /** Not taken: Discord has a fault of its own. */
    record Unavailable(int status) implements Answer {}

    /** Never left: no connection could be made. */
    record NotSent(String fault) implements Answer {}

    /** It left, and no answer came: it may be in the channel. */
    record Lost(String fault) implements Answer {}

    /** This message is not taken, now or later; others may be. */
    record Malformed(int status) implements Answer {}

    /** The webhook takes no message: deleted, forbidden or wrong. */
    record Closed(int status) implements Answer {}

    /** By the status alone, which decides for every answer but a lost one. */
    static Answer ofStatus(int status, @Nullable String messageId) {
        if (status >= 200 && status < 300) {
            return new Delivered(messageId);
        }
        return switch (status) {
            case 429 -> new RateLimited();
            case 408, 425 -> new Unavailable(status);
            case 400, 413, 422 -> new Malformed(status);
            default -> status >= 500 ? new Unavailable(status) : new Closed(status);
        };
    }
}
