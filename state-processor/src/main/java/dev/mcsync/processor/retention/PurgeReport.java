package dev.mcsync.processor.retention;

import dev.mcsync.contracts.json.ObjectWriter;
import java.util.Locale;
import java.util.Map;

/**
 * How many rows a run has purged of each kind, how many finished tasks have left the board, and how
 * many agents it has retired.
 *
 * @param complete false when it was interrupted or ran out of time; the next run goes on
 */
public record PurgeReport(Map<Kind, Long> purged, boolean complete) {

    /** In the order in which they are purged. */
    public enum Kind {
        SIGNS_OF_LIFE,
        PROCESSED_EVENTS,
        PRESENCE_CHANGES,
        DELIVERIES,
        HEALTH_CHECKS,
        INCIDENTS,
        TASKS,
        AGENTS
    }

    public PurgeReport {
        purged = Map.copyOf(purged);
    }

    public long of(Kind kind) {
        return purged.getOrDefault(kind, 0L);
    }

    /** As JSON. */
    String text() {
        ObjectWriter out = new ObjectWriter();
        for (Kind kind : Kind.values()) {
            out.number(kind.name().toLowerCase(Locale.ROOT), of(kind));
        }
        return out.flag("complete", complete).finish();
    }
}
