package dev.mcsync.realtime.log;

import dev.mcsync.contracts.topic.SourcePosition;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the log tells of the facts of one task.
 *
 * @param times by event_id; nothing of a fact of which the log tells nothing any more
 * @param complete whether all was read that the log may hold
 */
public record Trail(Map<String, Times> times, boolean complete) {

    public Trail {
        times = Map.copyOf(times);
    }

    /**
     * A fact to be looked for.
     *
     * @param decidedAt by the processor's clock, which also stamps what it publishes
     */
    public record Footprint(
            String eventId, @Nullable SourcePosition source, @Nullable Instant decidedAt) {}

    /**
     * @param receivedAt when the gateway had it in hand
     * @param publishedAt when its outcome was written
     */
    public record Times(@Nullable Instant receivedAt, @Nullable Instant publishedAt) {

        public static final Times UNKNOWN = new Times(null, null);

        Times received(Instant at) {
            return new Times(at, publishedAt);
        }

        Times published(Instant at) {
            return new Times(receivedAt, at);
        }
    }
}
