package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.delivery.ChannelState.Refused;
import dev.mcsync.notifier.delivery.ChannelState.Retrying;
import dev.mcsync.notifier.delivery.ChannelState.Working;
import java.time.Duration;

/**
 * What a sender remembers from one message to the next. All of it may be lost in a crash: it only
 * makes the next steps wiser.
 *
 * @param failures in a row, since something was last answered as hoped
 * @param oneByOne so many messages are sent uncoalesced, to find the one that Discord does not take
 * @param deadInARow messages that Discord did not take, since it last took one
 */
record SenderState(ChannelState shown, int failures, int oneByOne, int deadInARow) {

    static final SenderState FRESH = new SenderState(new Working(), 0, 0, 0);

    boolean isRefused() {
        return shown instanceof Refused;
    }

    boolean sendsOneByOne() {
        return oneByOne > 0;
    }

    SenderState delivered() {
        return new SenderState(new Working(), 0, Math.max(0, oneByOne - 1), 0);
    }

    SenderState failed(String fault, Duration pause) {
        return new SenderState(
                new Retrying(fault, failures + 1, pause), failures + 1, oneByOne, deadInARow);
    }

    SenderState apart(int messages) {
        return new SenderState(new Working(), 0, messages, deadInARow);
    }

    SenderState dead() {
        return new SenderState(new Working(), 0, Math.max(0, oneByOne - 1), deadInARow + 1);
    }

    SenderState refused(int status) {
        return new SenderState(new Refused(status), failures, oneByOne, deadInARow);
    }
}
