package dev.mcsync.infra.proof.chaos.evidence;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Transactions that stand idle, by the time for which they were seen to. Time in which nobody could
 * look does not count: a machine that slept has not let anybody end a transaction either.
 */
final class IdleSessions {

    private final Duration limit;
    private final Duration longestGap;
    private final Map<String, Long> firstSeen = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private long lastLook;

    /**
     * @param limit idle for longer is too long
     * @param longestGap between two looks; after a longer one all begins anew
     */
    IdleSessions(Duration limit, Duration longestGap) {
        this.limit = limit;
        this.longestGap = longestGap;
    }

    /**
     * @param idle each with the moment since when, so that the same one is known again
     * @param nanos when it was looked, on a clock that only goes forward
     * @return those that have just become idle for too long
     */
    List<String> look(Set<String> idle, long nanos) {
        if (nanos - lastLook > longestGap.toNanos()) {
            firstSeen.clear();
        }
        lastLook = nanos;
        firstSeen.keySet().retainAll(idle);
        idle.forEach(session -> firstSeen.putIfAbsent(session, nanos));
        List<String> tooLong =
                firstSeen.entrySet().stream()
                        .filter(entry -> nanos - entry.getValue() > limit.toNanos())
                        .map(Map.Entry::getKey)
                        .filter(told::add)
                        .toList();
        told.retainAll(idle);
        return tooLong;
    }
}
