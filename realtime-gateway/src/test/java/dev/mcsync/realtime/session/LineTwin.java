package dev.mcsync.realtime.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client whose socket takes a batch when the test says so. */
final class LineTwin implements Line {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> later = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final List<Frame> received = new ArrayList<>();
    private final Deque<Runnable> onTheirWay = new ArrayDeque<>();
    private @Nullable CloseCode closedWith;
    private boolean running;

    /** Whether a batch is taken as soon as it is sent. */
    boolean reads = true;

    @Override
    public synchronized void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public synchronized void executeAfter(Duration time, Runnable task) {
        waits.add(time);
        later.add(task);
    }

    /** The time of all that was to be done later has come. */
    synchronized void runLater() {
        tasks.addAll(later);
        later.clear();
        run();
    }

    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }

    @Override
    public synchronized void send(List<Frame> frames, Runnable sent) {
        received.addAll(frames);
        onTheirWay.add(sent);
    }

    @Override
    public synchronized void close(CloseCode code) {
        closedWith = code;
    }

    /** Does what is to be done on the line's thread, until nothing is left. */
    synchronized void run() {
        if (running) {
            return;
        }
        running = true;
        while (!tasks.isEmpty() || (reads && !onTheirWay.isEmpty())) {
            Runnable next = tasks.isEmpty() ? onTheirWay.remove() : tasks.remove();
            next.run();
        }
        running = false;
    }

    /** The socket takes one batch. */
    synchronized void take() {
        onTheirWay.remove().run();
        run();
    }

    synchronized List<String> ops() {
        return received.stream().map(Frame::op).toList();
    }

    synchronized List<Frame> frames() {
        return List.copyOf(received);
    }

    /** Forgets what came so far. */
    synchronized void clear() {
        received.clear();
    }

    synchronized List<String> texts() {
        return received.stream().map(frame -> new String(frame.json(), UTF_8)).toList();
    }

    synchronized Optional<CloseCode> closedWith() {
        return Optional.ofNullable(closedWith);
    }
}
