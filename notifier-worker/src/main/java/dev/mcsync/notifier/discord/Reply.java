package dev.mcsync.notifier.discord;

import java.time.Duration;

/**
 * What came of one request.
 *
 * @param pause Discord's wish as of this answer: no request to the webhook before it has passed;
 *     zero when there was none
 * @param global whether the wish is for all webhooks
 */
public record Reply(Answer answer, Duration pause, boolean global) {

    static Reply of(Answer answer) {
        return new Reply(answer, Duration.ZERO, false);
    }
}
