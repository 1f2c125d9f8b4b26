package dev.mcsync.realtime.view;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.BoardKey.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every task and agent by its last record, each with that record's place on the log. Because the
 * places are kept, a reader that was away needs no buffer of what it missed: it is given every
 * entity whose last change lies at or after its cursor.
 *
 * <p>Thread-safe; one thread writes. Tombstones are kept for a bounded time and number, so that a
 * reader that was away also learns of what is gone.
 */
public final class BoardView {

    private final InstantSource clock;
    private final List<BoardListener> listeners = new CopyOnWriteArrayList<>();

    /** Told after the listeners, so that who waits for a change finds it with all of them. */
    private final BoardWatch watch = new BoardWatch(this);

    /** Guards all below. Listeners are called while it is held. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<BoardKey, Delta> last = new HashMap<>();

    private final Tombstones tombstones;
    private final Setbacks setbacks = new Setbacks();

    private @Nullable TopicLayout layout;
    private long[] nextOffsets = {};

    public BoardView(InstantSource clock, int maxTombstones) {
        this.clock = clock;
        this.tombstones = new Tombstones(maxTombstones);
    }

    public void listen(BoardListener listener) {
        listeners.add(listener);
    }

    /** Open boards that are told of a change. */
    int panels() {
        return listeners.stream().mapToInt(BoardListener::panels).sum();
    }

    public BoardWatch watch() {
        return watch;
    }

    /** Forgets everything and starts over; {@link #apply} follows from the first offset on. */
    void begin(TopicLayout newLayout) {
        lock.lock();
        try {
            layout = newLayout;
            last.clear();
            setbacks.clear();
            tombstones.begin(newLayout.partitions());
            nextOffsets = new long[newLayout.partitions()];
            listeners.forEach(BoardListener::cleared);
        } finally {
            lock.unlock();
        }
    }

    /** What was told is not to be relied on; {@link #begin} follows. */
    void abandon(String why) {
        lock.lock();
        try {
            listeners.forEach(listener -> listener.gapFound(why));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes in one record. The last record wins, as compaction will have it, whatever its version.
     *
     * <p>A lower version than before is {@linkplain Setbacks held back} until it is overtaken, or
     * has stood for a while: then it wins, and is told as a gap, since readers drop it. The same
     * version with other times, as after a database went back, is none: whoever asks next gets the
     * last one.
     */
    void apply(BoardChange change, int partition, long offset, Instant writtenAt) {
        lock.lock();
        try {
            advance(change.subject().kind(), partition, offset);
            @Nullable Delta before = last.get(change.subject());
            Delta delta =
                    new Delta(
                            withLastVersion(change, before),
                            before == null ? 0 : before.change().version(),
                            partition,
                            offset,
                            writtenAt,
                            now());
            if (before != null && Setbacks.isOne(before.change(), change)) {
                setbacks.hold(delta);
                return;
            }
            setbacks.forget(change.subject());
            if (before != null && isSame(before.change(), change)) {
                return;
            }
            put(delta);
            boolean cameBack =
                    before != null && before.change() instanceof Removed && isLive(change);
            if (cameBack && change.version() <= delta.versionBefore()) {
                tellGap(delta);
            }
        } finally {
            lock.unlock();
        }
    }

    /** To be called every second or so: what has been held back for long enough is true. */
    public void acceptSetbacks() {
        lock.lock();
        try {
            List<Delta> accepted = setbacks.takeOld(now());
            accepted.forEach(this::put);
            accepted.stream().findFirst().ifPresent(this::tellGap);
        } finally {
            lock.unlock();
        }
    }

    /** Passes a record that cannot be read; what it was about stays as it was. */
    void skip(Kind kind, int partition, long offset) {
        lock.lock();
        try {
            advance(kind, partition, offset);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs {@code reading} between two changes, so that all it sees, and whom it adds to the
     * listeners' own lists, belong to one moment. It must be quick.
     */
    public <T> T atOneMoment(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    public Cursor cursor() {
        return atOneMoment(() -> Cursor.of(requireLayout(), nextOffsets, now()));
    }

    public Optional<TaskSnapshot> findTask(String id) {
        return find(new BoardKey(Kind.TASK, id))
                .map(change -> change instanceof TaskChanged(TaskSnapshot task) ? task : null);
    }

    public Optional<AgentSnapshot> findAgent(String id) {
        return find(new BoardKey(Kind.AGENT, id))
                .map(change -> change instanceof AgentChanged(AgentSnapshot agent) ? agent : null);
    }

    /** In no order; the caller's own. */
    public List<TaskSnapshot> tasks() {
        return all(TaskChanged.class, TaskChanged::task);
    }

    /** In no order; the caller's own. */
    public List<AgentSnapshot> agents() {
        return all(AgentChanged.class, AgentChanged::agent);
    }

    /**
     * Every last change that a reader at {@code since} may not have seen, in no order. Nothing,
     * when that cannot be told: other topics, an older cursor than tombstones are kept for, or one
     * that is ahead of this view.
     */
    public Optional<List<Delta>> changesSince(Cursor since) {
        return atOneMoment(() -> {
            TopicLayout current = requireLayout();
            return isResumable(since, current)
                    ? Optional.of(notSeenAt(since, current))
                    : Optional.empty();
        });
    }

    /** Tasks and agents, without tombstones. */
    public int entities() {
        return atOneMoment(() -> last.size() - tombstones.size());
    }

    private void put(Delta delta) {
        last.put(delta.change().subject(), delta);
        tombstones.note(delta);
        tombstones.dropOld(requireLayout(), now()).forEach(last::remove);
        Cursor cursor = Cursor.of(requireLayout(), nextOffsets, delta.takenAt());
        listeners.forEach(listener -> listener.changed(delta, cursor));
        watch.changed(delta, cursor);
    }

    private void tellGap(Delta delta) {
        String gap =
                "%s changed from version %d to %d"
                        .formatted(
                                delta.change().subject(),
                                delta.versionBefore(),
                                delta.change().version());
        listeners.forEach(listener -> listener.gapFound(gap));
    }

    private void advance(Kind kind, int partition, long offset) {
        int index = requireLayout().index(kind, partition);
        nextOffsets[index] = Math.max(nextOffsets[index], offset + 1);
    }

    private boolean isResumable(Cursor since, TopicLayout current) {
        if (!since.fits(current) || !tombstones.reachBackTo(since, now())) {
            return false;
        }
        for (int i = 0; i < nextOffsets.length; i++) {
            if (since.nextOffset(i) > nextOffsets[i]) {
                return false;
            }
        }
        return true;
    }

    private List<Delta> notSeenAt(Cursor since, TopicLayout current) {
        List<Delta> deltas = new ArrayList<>();
        for (Delta delta : last.values()) {
            if (delta.offset() >= since.nextOffset(delta.index(current))) {
                deltas.add(delta);
            }
        }
        return deltas;
    }

    private Optional<BoardChange> find(BoardKey subject) {
        return atOneMoment(() -> Optional.ofNullable(last.get(subject)).map(Delta::change));
    }

    private <C extends BoardChange, T> List<T> all(Class<C> kind, Function<C, T> part) {
        return atOneMoment(() ->
                last.values().stream()
                        .map(Delta::change)
                        .filter(kind::isInstance)
                        .map(kind::cast)
                        .map(part)
                        .collect(ArrayList<T>::new, List::add, List::addAll));
    }

    private static boolean isSame(BoardChange before, BoardChange change) {
        return before instanceof Removed ? change instanceof Removed : before.equals(change);
    }

    private static BoardChange withLastVersion(BoardChange change, @Nullable Delta before) {
        return change instanceof Removed(BoardKey subject, long _) && before != null
                ? new Removed(subject, before.change().version())
                : change;
    }

    private static boolean isLive(BoardChange change) {
        return !(change instanceof Removed);
    }

    private TopicLayout requireLayout() {
        if (layout == null) {
            throw new IllegalStateException("Expected the board to have begun, found it has not");
        }
        return layout;
    }

    private Instant now() {
        return clock.instant();
    }

    @Override
    public String toString() {
        return "BoardView" + Arrays.toString(nextOffsets);
    }
}
