package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.discord.Reply;
import java.time.Duration;

/**
 * The wishes that bind one channel: those for its own webhook, and those for all.
 *
 * @param all shared with every other channel
 */
record RateGates(RateGate own, RateGate all) {

    void close(Reply reply) {
        (reply.global() ? all : own).closeFor(reply.pause());
    }

    /** Zero when both are open. */
    Duration untilOpen() {
        Duration one = own.untilOpen();
        Duration other = all.untilOpen();
        return one.compareTo(other) >= 0 ? one : other;
    }
}
