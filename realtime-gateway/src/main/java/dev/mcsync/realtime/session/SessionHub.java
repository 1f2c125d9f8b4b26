package dev.mcsync.realtime.session;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.realtime.session.TicketOffice.Owner;
import dev.mcsync.realtime.view.BoardListener;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.Currency;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Delta;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * All sessions: lets them in, hands each change to every one of them, and gives them the time.
 * Changes are encoded here, once. Thread-safe.
 */
final class SessionHub implements BoardListener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SessionHub.class);

    private static final long BEAT_MILLIS = 250;

    /** With fewer, each is told at once. */
    private static final int SESSIONS_A_MILLISECOND = 10;

    private static final long LONGEST_TURN_MILLIS = 100;

    private final BoardView board;
    private final Currency currency;
    private final Guests guests;
    private final SessionMeter meter;
    private final PushTimes pushTimes;
    private final InstantSource clock;

    private @Nullable ScheduledExecutorService beats;

    SessionHub(
            BoardView board,
            Currency currency,
            Guests guests,
            PushTimes pushTimes,
            MeterRegistry registry,
            InstantSource clock) {
        this.board = board;
        this.currency = currency;
        this.guests = guests;
        this.pushTimes = pushTimes;
        this.meter = new SessionMeter(registry);
        this.clock = clock;
        Gauge.builder("mc.realtime.clients", guests, Guests::count)
                .description("Open WebSocket and event-stream sessions")
                .register(registry);
    }

    /** The session has to be told of its first frame, or be opened, and of its end. */
    BoardSession admit(Line line, Owner owner) {
        BoardSession session =
                new BoardSession(
                        new Turns(line, this::turn, clock),
                        guests.limits(),
                        meter,
                        currency::asOf,
                        this::catchUp,
                        clock);
        guests.letIn(session, owner);
        return session;
    }

    private Duration turn() {
        return Duration.ofMillis(
                Math.min(LONGEST_TURN_MILLIS, guests.count() / SESSIONS_A_MILLISECOND));
    }

    /** Takes a frame of the client: the hello, once, and nothing else. */
    void receive(BoardSession session, byte[] frame) {
        if (!session.isWaitingForHello()) {
            session.close(CloseCode.BAD_FRAME);
            return;
        }
        switch (Hello.decode(frame)) {
            case Decoded.Valid<Hello>(Hello hello) -> open(session, hello.since());
            case Decoded.Invalid<Hello> _ -> session.close(CloseCode.BAD_FRAME);
        }
    }

    /**
     * @param since a cursor's text; one that is not understood counts as none
     */
    void open(BoardSession session, @Nullable String since) {
        if (!currency.isCaughtUp()) {
            session.close(CloseCode.TRY_LATER);
            return;
        }
        Optional<Cursor> cursor = Optional.ofNullable(since).flatMap(Cursor::parse);
        board.atOneMoment(() -> {
            session.open(Opening.of(board, cursor));
            return session;
        });
    }

    void ended(BoardSession session) {
        session.ended();
        guests.left(session);
    }

    @Override
    public void changed(Delta delta, Cursor cursor) {
        if (guests.count() == 0) {
            return;
        }
        Frame frame = Frames.of(delta);
        for (BoardSession session : guests.all()) {
            session.offer(frame, cursor);
        }
        pushTimes.pushed(delta, clock.instant());
    }

    @Override
    public int panels() {
        return guests.count();
    }

    @Override
    public void gapFound(String what) {
        log.warn("Closing {} sessions, for a gap was found: {}", guests.count(), what);
        closeAll(CloseCode.GAP_FOUND);
    }

    @Override
    public synchronized void start() {
        if (beats == null) {
            beats =
                    Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().name("board-beat").daemon().factory());
            beats.scheduleAtFixedRate(
                    this::beatOrTell, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (beats != null) {
            beats.shutdown();
            beats = null;
            closeAll(CloseCode.GOING_AWAY);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beats != null;
    }

    /** Stops before the web server, which waits for what is still open. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** What the executor was thrown it would swallow, and beat no more. */
    private void beatOrTell() {
        try {
            beat();
        } catch (RuntimeException | Error e) {
            log.error("A beat of the sessions failed; the next one comes", e);
        }
    }

    void beat() {
        board.acceptSetbacks();
        guests.showOut();
        guests.all().forEach(BoardSession::beat);
    }

    private void closeAll(CloseCode code) {
        guests.all().forEach(session -> session.close(code));
    }

    private void catchUp(BoardSession session, Cursor since) {
        board.atOneMoment(() -> {
            session.goOn(Opening.missed(board, since));
            return session;
        });
    }
}
