package dev.mcsync.realtime.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The line of one client, who is told in turns where there are many: what it costs to reach a
 * socket is the same for one frame and for ten. The first thing after a quiet turn goes at once.
 */
final class Turns {

    private final Line line;
    private final Supplier<Duration> turn;
    private final InstantSource clock;
    private volatile @Nullable Instant sentAt;

    /**
     * @param turn at least so long from one sending to the next
     */
    Turns(Line line, Supplier<Duration> turn, InstantSource clock) {
        this.line = line;
        this.turn = turn;
        this.clock = clock;
    }

    /** On the line's thread, as soon as it can. */
    void execute(Runnable task) {
        line.execute(task);
    }

    /** On the line's thread, when it is the client's turn. */
    void executeInTurn(Runnable task) {
        Duration rest = untilNext();
        if (rest.isPositive()) {
            line.executeAfter(rest, task);
        } else {
            line.execute(task);
        }
    }

    /** As {@link Line#send}. */
    void send(List<Frame> frames, Runnable sent) {
        sentAt = clock.instant();
        line.send(frames, sent);
    }

    /** As {@link Line#close}. */
    void close(CloseCode code) {
        line.close(code);
    }

    /** Never longer than a turn, whatever the clock does. */
    private Duration untilNext() {
        Duration length = turn.get();
        Instant last = sentAt;
        if (last == null || length.isZero()) {
            return Duration.ZERO;
        }
        Duration since = Duration.between(last, clock.instant());
        return since.isNegative() ? Duration.ZERO : length.minus(since);
    }
}
