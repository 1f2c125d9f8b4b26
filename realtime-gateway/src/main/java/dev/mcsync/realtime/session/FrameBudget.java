package dev.mcsync.realtime.session;

import java.time.Duration;

/** How many frames a client may send: a number at once, and then one in a while. For one thread. */
final class FrameBudget {

    private final int most;
    private final long nanosForOne;
    private double left;
    private long spentAt = System.nanoTime();

    FrameBudget(int most, Duration oneMoreAfter) {
        this.most = most;
        this.nanosForOne = oneMoreAfter.toNanos();
        this.left = most;
    }

    /** False when there is none left. */
    boolean spend() {
        return spendAt(System.nanoTime());
    }

    boolean spendAt(long nanos) {
        left = Math.min(most, left + (double) (nanos - spentAt) / nanosForOne);
        spentAt = nanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
