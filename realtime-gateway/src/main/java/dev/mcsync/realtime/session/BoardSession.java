package dev.mcsync.realtime.session;

import dev.mcsync.realtime.view.BoardKey;
import dev.mcsync.realtime.view.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client from its opening to its end. Changes wait here while the socket is busy, at most one
 * of each subject, the newest. When even they are too much they are dropped, and read off the board
 * again once the socket takes more. A client whose socket stands still is let go; it comes back.
 *
 * <p>Thread-safe. Changes come from the board's thread, time from the hub's; all sending is done on
 * the line's thread.
 */
final class BoardSession {

    /** Bytes that are handed to the socket at a time, give or take one frame. */
    static final int BATCH_LENGTH = 64 * 1024;

    /**
     * A live client for which changes wait without a break for so long is told that it is behind.
     */
    static final Duration TELL_BEHIND_AFTER = Duration.ofSeconds(2);

    private enum Phase {
        WAITING_FOR_HELLO,
        /** Not told yet that it is live. */
        OPENING,
        LIVE,
        CLOSED
    }

    private final Turns line;
    private final SessionLimits limits;
    private final SessionMeter meter;
    private final Supplier<Optional<Instant>> asOf;
    private final BiConsumer<BoardSession, Cursor> catchUp;
    private final InstantSource clock;
    private final Instant begunAt;
    private final Waiting waiting = new Waiting();
    private final OpeningFrames framesOfOpening = new OpeningFrames();

    private Phase phase = Phase.WAITING_FOR_HELLO;

    /** What is told before anything that waits. */
    private @Nullable Opening opening;

    /** Where the board stood with the last change that was offered. */
    private @Nullable Cursor cursor;

    /** All changes before it have been told, or will be by the opening. */
    private @Nullable Cursor toldUntil;

    /** Changes after it were dropped; none waits until they have been read off the board. */
    private @Nullable Cursor droppedSince;

    private List<Frame> onTheirWay = List.of();
    private long onTheirWayLength;
    private @Nullable Instant sendingSince;
    private @Nullable Instant waitingSince;
    private Instant toldTimeAt;
    private boolean tickDue;
    private boolean pumping;

    /**
     * @param asOf until when the board is known to be complete
     * @param catchUp has {@link #goOn} called with what changed since a cursor
     */
    BoardSession(
            Turns line,
            SessionLimits limits,
            SessionMeter meter,
            Supplier<Optional<Instant>> asOf,
            BiConsumer<BoardSession, Cursor> catchUp,
            InstantSource clock) {
        this.line = line;
        this.limits = limits;
        this.meter = meter;
        this.asOf = asOf;
        this.catchUp = catchUp;
        this.clock = clock;
        this.begunAt = clock.instant();
        this.toldTimeAt = begunAt;
    }

    /** Within the same moment of the board as the content of {@code first}. */
    synchronized void open(Opening first) {
        if (phase == Phase.WAITING_FOR_HELLO) {
            phase = Phase.OPENING;
            begin(first);
            pumpLater();
        }
    }

    /** After changes were dropped; within the same moment of the board as {@code missed}. */
    synchronized void goOn(Opening missed) {
        if (phase == Phase.CLOSED) {
            return;
        }
        droppedSince = null;
        begin(missed);
        tickDue = true;
        if (missed.isWhole()) {
            phase = Phase.OPENING;
        }
    }

    synchronized boolean isWaitingForHello() {
        return phase == Phase.WAITING_FOR_HELLO;
    }

    /** Takes a change; a session that was not opened will have it in its opening. */
    synchronized void offer(Frame change, Cursor newCursor) {
        if (phase == Phase.WAITING_FOR_HELLO || phase == Phase.CLOSED) {
            return;
        }
        cursor = newCursor;
        if (droppedSince == null) {
            keep(change);
        }
        pumpLater();
    }

    /** Looks at the clock; called a few times a second. */
    synchronized void beat() {
        Instant now = clock.instant();
        if (phase == Phase.WAITING_FOR_HELLO && isOver(begunAt, limits.helloWithin(), now)) {
            close(CloseCode.BAD_FRAME);
        }
        if (sendingSince != null && isOver(sendingSince, limits.slowAfter(), now)) {
            close(CloseCode.TOO_SLOW);
        }
        if (phase == Phase.LIVE && isOver(toldTimeAt, limits.tickEvery(), now)) {
            tickDue = true;
            pumpLater();
        }
    }

    synchronized void close(CloseCode code) {
        if (phase != Phase.CLOSED) {
            meter.closed(code);
            end();
            line.execute(() -> line.close(code));
        }
    }

    /** The line is gone; nothing more is sent. */
    synchronized void ended() {
        end();
    }

    private void end() {
        phase = Phase.CLOSED;
        opening = null;
        waiting.clear();
    }

    private void begin(Opening next) {
        opening = next;
        cursor = next.cursor();
        toldUntil = next.cursor();
    }

    private void keep(Frame change) {
        BoardKey subject = change.subject();
        if (subject == null) {
            throw new IllegalArgumentException("Expected a change of one subject, found " + change);
        }
        if (waiting.isEmpty()) {
            waitingSince = clock.instant();
        }
        if (waiting.put(subject, change)) {
            meter.conflated();
        }
        if (waiting.length() + onTheirWayLength > limits.maxBuffered()) {
            waiting.clear();
            droppedSince = toldUntil;
            meter.dropped();
        }
    }

    private void pumpLater() {
        if (!pumping && sendingSince == null) {
            pumping = true;
            if (phase == Phase.LIVE) {
                line.executeInTurn(this::pump);
            } else {
                line.execute(this::pump);
            }
        }
    }

    private void pump() {
        // Before looking at what waits: all that was known by then has been offered already.
        Optional<Instant> knownUntil = asOf.get();
        List<Frame> batch = nextOfOpening();
        if (batch.isEmpty()) {
            dropped().ifPresent(since -> catchUp.accept(this, since));
            batch = nextOfOpening();
        }
        synchronized (this) {
            pumping = false;
            if (phase == Phase.CLOSED) {
                return;
            }
            if (batch.isEmpty()) {
                batch = nextOfChanges(knownUntil);
            }
            if (batch.isEmpty()) {
                // Changes may have been dropped while this looked for others.
                if (droppedSince != null) {
                    pumpLater();
                }
                return;
            }
            onTheirWay = batch;
            onTheirWayLength = batch.stream().mapToLong(Frame::length).sum();
            sendingSince = clock.instant();
        }
        line.send(batch, this::sent);
    }

    private void sent() {
        List<Frame> done;
        synchronized (this) {
            done = onTheirWay;
            onTheirWay = List.of();
            onTheirWayLength = 0;
            sendingSince = null;
            if (phase != Phase.CLOSED) {
                pumpLater();
            }
        }
        meter.pushed(done, clock.instant());
    }

    private synchronized Optional<Cursor> dropped() {
        return phase == Phase.CLOSED ? Optional.empty() : Optional.ofNullable(droppedSince);
    }

    private List<Frame> nextOfOpening() {
        Opening current;
        synchronized (this) {
            current = opening;
        }
        return framesOfOpening.next(current, BATCH_LENGTH);
    }

    private List<Frame> nextOfChanges(Optional<Instant> knownUntil) {
        List<Frame> batch = new ArrayList<>();
        tellBehind().ifPresent(batch::add);
        batch.addAll(waiting.take(BATCH_LENGTH));
        if (waiting.isEmpty() && droppedSince == null) {
            toldUntil = cursor;
            knownUntil.flatMap(this::standing).ifPresent(batch::add);
        }
        return batch;
    }

    private Optional<Frame> tellBehind() {
        Instant now = clock.instant();
        if (phase != Phase.LIVE
                || waitingSince == null
                || waiting.isEmpty()
                || !isOver(waitingSince, TELL_BEHIND_AFTER, now)) {
            return Optional.empty();
        }
        // It is told again after as long, and a tick follows as soon as nothing is left.
        waitingSince = now;
        tickDue = true;
        return Optional.of(Frames.behind(waiting.size()));
    }

    /** With nothing left to tell, where the client now stands; nothing if it was told lately. */
    private Optional<Frame> standing(Instant knownUntil) {
        Cursor reached = cursor;
        if (reached == null || (phase == Phase.LIVE && !tickDue)) {
            return Optional.empty();
        }
        boolean isFirst = phase == Phase.OPENING;
        phase = Phase.LIVE;
        opening = null;
        tickDue = false;
        toldTimeAt = clock.instant();
        return Optional.of(
                isFirst ? Frames.live(reached, knownUntil) : Frames.tick(reached, knownUntil));
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}
