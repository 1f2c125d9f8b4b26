package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.discord.Reply;
import java.time.Duration;

/**
 * What binds one channel: Discord's wishes for its own webhook, those for all, and what it lets any
 * webhook.
 *
 * @param all shared with every other channel
 */
record RateGates(RateGate own, RateGate all, SendWindow window) {

    /** A message is sent now. */
    void pass() {
        window.pass();
    }

    void close(Reply reply) {
        (reply.global() ? all : own).closeFor(reply.pause());
    }

    /** Zero when all are open. */
    Duration untilOpen() {
        return longer(window.untilOpen(), longer(own.untilOpen(), all.untilOpen()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
