package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.delivery.ChannelState.Refused;
import dev.mcsync.notifier.delivery.ChannelState.Retrying;
import dev.mcsync.notifier.delivery.ChannelState.Working;
import dev.mcsync.notifier.discord.Refusal;
import java.time.Duration;

/**
 * What a sender remembers from one message to the next. All of it may be lost in a crash: it only
 * makes the next steps wiser. What must not be forgotten stands in the ledger.
 *
 * @param failures in a row, since something was last answered as hoped
 */
record SenderState(ChannelState shown, int failures) {

    static final SenderState FRESH = new SenderState(new Working(), 0);

    /** Whether the next message is sent to learn if the channel was mended. */
    boolean isOnTrial() {
        return shown instanceof Refused;
    }

    /** Whether a refusal says nothing of the message, since all others are refused, too. */
    boolean refusesEveryMessage() {
        return shown instanceof Refused(Refusal _, boolean everyMessage, Duration _)
                && everyMessage;
    }

    SenderState working() {
        return FRESH;
    }

    /** What keeps a channel from being tried does not mend it. */
    SenderState failed(String fault, Duration pause) {
        ChannelState next =
                shown instanceof Refused(Refusal refusal, boolean everyMessage, Duration _)
                        ? new Refused(refusal, everyMessage, pause)
                        : new Retrying(fault, failures + 1, pause);
        return new SenderState(next, failures + 1);
    }

    SenderState refused(Refusal refusal, boolean everyMessage, Duration pause) {
        return new SenderState(new Refused(refusal, everyMessage, pause), failures + 1);
    }
}
