package dev.mcsync.ingress.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The sessions that were signed out, here or at another gateway, until they would have ended
 * anyway. Thread-safe.
 */
public final class EndedSessions {

    /** Those ended first are forgotten first; they end first, too. */
    private static final int MAX_SESSIONS = 100_000;

    private final InstantSource clock;
    private final SignOuts others;

    /** By id, until when. Guarded by itself. */
    private final Map<String, Instant> ended =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > MAX_SESSIONS;
                }
            };

    private volatile boolean isComplete;

    /**
     * @param others who are told of what ends here
     */
    EndedSessions(InstantSource clock, SignOuts others) {
        this.clock = clock;
        this.others = others;
    }

    /** One ended at some gateway, perhaps this one. */
    public void heard(String session, Instant until) {
        Instant now = clock.instant();
        synchronized (ended) {
            forgetEldest(now);
            if (now.isBefore(until)) {
                ended.put(session, until);
            }
        }
    }

    /** What ended before this gateway started has been heard. */
    public void allHeard() {
        isComplete = true;
    }

    void end(Session session) {
        heard(session.id(), session.endsAt());
        others.tell(session.id(), session.endsAt());
    }

    boolean contains(String session) {
        synchronized (ended) {
            return ended.containsKey(session);
        }
    }

    /** Before that a session that is not among these may have ended all the same. */
    boolean isComplete() {
        return isComplete;
    }

    private void forgetEldest(Instant now) {
        Iterator<Instant> eldest = ended.values().iterator();
        while (eldest.hasNext() && !now.isBefore(eldest.next())) {
            eldest.remove();
        }
    }
}
