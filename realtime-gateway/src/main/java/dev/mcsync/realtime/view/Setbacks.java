package dev.mcsync.realtime.view;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Records whose version is lower than the one on the board, for a while: a database that went back
 * reads again what it lost, and soon is where it was. Not thread-safe.
 */
final class Setbacks {

    /**
     * The longest that reading again took, of a copy five minutes old and beside much else, was 17
     * s; longer than this nobody is shown what is not so.
     */
    static final Duration HELD_BACK = Duration.ofSeconds(30);

    private final Map<BoardKey, Delta> held = new HashMap<>();
    private final Map<BoardKey, Instant> since = new HashMap<>();

    static boolean isOne(BoardChange before, BoardChange change) {
        return !(before instanceof BoardChange.Removed)
                && !(change instanceof BoardChange.Removed)
                && change.version() < before.version();
    }

    void hold(Delta delta) {
        held.put(delta.change().subject(), delta);
        since.putIfAbsent(delta.change().subject(), delta.takenAt());
    }

    /** It was overtaken. */
    void forget(BoardKey subject) {
        if (held.remove(subject) != null) {
            since.remove(subject);
        }
    }

    /** Takes out what has been held back for as long as it may be. */
    List<Delta> takeOld(Instant now) {
        if (held.isEmpty()) {
            return List.of();
        }
        List<Delta> old = new ArrayList<>();
        held.values()
                .removeIf(delta -> {
                    BoardKey subject = delta.change().subject();
                    boolean isOld = !since.getOrDefault(subject, now).plus(HELD_BACK).isAfter(now);
                    if (isOld) {
                        since.remove(subject);
                        old.add(delta);
                    }
                    return isOld;
                });
        return old;
    }

    void clear() {
        held.clear();
        since.clear();
    }
}
