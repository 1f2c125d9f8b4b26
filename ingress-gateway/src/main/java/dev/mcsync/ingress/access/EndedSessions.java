package dev.mcsync.ingress.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sessions that were signed out here, until they would have ended anyway. Each gateway knows
 * those that it ended itself since its start. Thread-safe.
 */
final class EndedSessions {

    /** Those ended first are forgotten first; they end first, too. */
    private static final int MAX_SESSIONS = 100_000;

    private final InstantSource clock;

    /** By id, until when. Guarded by itself. */
    private final Map<String, Instant> ended =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MAX_SESSIONS;
                }
            };

    EndedSessions(InstantSource clock) {
        this.clock = clock;
    }

    void add(Session session) {
        Instant now = clock.instant();
        synchronized (ended) {
            ended.values().removeIf(until -> !now.isBefore(until));
            ended.put(session.id(), session.endsAt());
        }
    }

    boolean contains(String id) {
        synchronized (ended) {
            return ended.containsKey(id);
        }
    }
}
