package dev.mcsync.realtime.session;

import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One client from its opening to its end. Changes wait here while the socket is busy, at most one
 * of each subject, the newest; so what waits is bounded by what the client has not seen, and when
 * even that is too much, or the socket stands still, the client is let go and resumes later.
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
        OPENING,
        LIVE,
        CLOSED
    }

    private final Line line;
    private final SessionLimits limits;
    private final SessionMeter meter;
    private final Supplier<Optional<Instant>> asOf;
    private final InstantSource clock;
    private final Instant begunAt;

    /** Newest change of each subject, in the order in which subjects first changed. */
    private final SequencedMap<Subject, Frame> waiting = new LinkedHashMap<>();

    private Phase phase = Phase.WAITING_FOR_HELLO;
    private @Nullable Opening opening;

    /** Made of the opening by the line's thread, and touched by no other. */
    private @Nullable Iterator<Frame> firstFrames;

    private @Nullable Cursor cursor;
    private long waitingLength;
    private List<Frame> onTheirWay = List.of();
    private long onTheirWayLength;
    private @Nullable Instant sendingSince;
    private boolean pumping;
    private boolean tickDue;
    private Instant tickedAt;
    private @Nullable Instant waitingSince;

    BoardSession(
            Line line,
            SessionLimits limits,
            SessionMeter meter,
            Supplier<Optional<Instant>> asOf,
            InstantSource clock) {
        this.line = line;
        this.limits = limits;
        this.meter = meter;
        this.asOf = asOf;
        this.clock = clock;
        this.begunAt = clock.instant();
        this.tickedAt = begunAt;
    }

    /** Within the same moment of the board as the content of {@code first}. */
    synchronized void open(Opening first) {
        if (phase != Phase.WAITING_FOR_HELLO) {
            return;
        }
        phase = Phase.OPENING;
        opening = first;
        cursor = first.cursor();
        pumpLater();
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
        Subject subject = change.subject();
        if (subject == null) {
            throw new IllegalArgumentException("Expected a change of one subject, found " + change);
        }
        if (waiting.isEmpty()) {
            waitingSince = clock.instant();
        }
        Frame replaced = waiting.put(subject, change);
        waitingLength += change.length();
        if (replaced != null) {
            waitingLength -= replaced.length();
            meter.conflated();
        }
        if (waitingLength + onTheirWayLength > limits.maxBuffered()) {
            close(CloseCode.TOO_SLOW);
        } else {
            pumpLater();
        }
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
        if (phase == Phase.LIVE && isOver(tickedAt, limits.tickEvery(), now)) {
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
        waitingLength = 0;
    }

    private void pumpLater() {
        if (!pumping && sendingSince == null) {
            pumping = true;
            line.execute(this::pump);
        }
    }

    private void pump() {
        // Before looking at what waits: all that was known by then has been offered already.
        Optional<Instant> knownUntil = asOf.get();
        List<Frame> batch = nextOfOpening();
        synchronized (this) {
            pumping = false;
            if (phase == Phase.CLOSED) {
                return;
            }
            if (batch.isEmpty()) {
                batch = nextOfChanges(knownUntil);
            }
            if (batch.isEmpty()) {
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

    /** Without the lock: encoding takes its time, and the board's thread must not wait for it. */
    private List<Frame> nextOfOpening() {
        List<Frame> batch = new ArrayList<>();
        Iterator<Frame> frames = firstFrames();
        long length = 0;
        while (length < BATCH_LENGTH && frames.hasNext()) {
            Frame next = frames.next();
            batch.add(next);
            length += next.length();
        }
        return batch;
    }

    private Iterator<Frame> firstFrames() {
        Opening first;
        synchronized (this) {
            first = opening;
        }
        if (first == null) {
            firstFrames = null;
            return Collections.emptyIterator();
        }
        Iterator<Frame> frames = firstFrames;
        if (frames == null) {
            frames = first.frames().get();
            firstFrames = frames;
        }
        return frames;
    }

    private List<Frame> nextOfChanges(Optional<Instant> knownUntil) {
        List<Frame> batch = new ArrayList<>();
        tellBehind().ifPresent(batch::add);
        long length = 0;
        while (length < BATCH_LENGTH && !waiting.isEmpty()) {
            Frame change = waiting.pollFirstEntry().getValue();
            batch.add(change);
            length += change.length();
        }
        waitingLength -= batch.stream().mapToLong(this::lengthAsChange).sum();
        if (waiting.isEmpty()) {
            knownUntil.flatMap(this::standing).ifPresent(batch::add);
        }
        return batch;
    }

    private long lengthAsChange(Frame frame) {
        return frame.subject() == null ? 0 : frame.length();
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
        tickedAt = clock.instant();
        return Optional.of(
                isFirst ? Frames.live(reached, knownUntil) : Frames.tick(reached, knownUntil));
    }

    private static boolean isOver(Instant since, Duration limit, Instant now) {
        return !now.isBefore(since.plus(limit));
    }
}
