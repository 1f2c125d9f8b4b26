package dev.mcsync.realtime.read;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.Writable;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.realtime.log.Trail.Footprint;
import dev.mcsync.realtime.log.Trail.Times;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The way of one fact through the system. A time that nobody knows is null, and is not told.
 *
 * @param committedAt by the database's clock
 * @param pushedAt by this instance's clock
 */
record Trace(Fact fact, Times log, @Nullable Instant committedAt, @Nullable Instant pushedAt)
        implements Writable {

    static @Nullable Footprint footprintOf(Fact fact) {
        return fact.eventId() == null
                ? null
                : new Footprint(fact.eventId(), fact.position(), fact.appliedAt());
    }

    @Override
    public void write(ObjectWriter out) {
        out.text("event_id", fact.eventId())
                .text("type", fact.type())
                .text("outcome", fact.effect().outcome())
                .text("reason", fact.effect().reason())
                .number("version", fact.effect().version())
                .text("agent_id", fact.agentId())
                .text("command_id", fact.report().commandId())
                .number("attempt", fact.report().attempt())
                .text("trace_id", fact.source() == null ? null : fact.source().traceId())
                .object("steps", this::writeSteps);
    }

    private void writeSteps(ObjectWriter out) {
        SourcePosition source = fact.position();
        boolean isOurs = source != null;
        out.text("received_at", log.receivedAt())
                .object("log", source, this::writePlace)
                .text("decided_at", isOurs ? fact.appliedAt() : null)
                .text("committed_at", isOurs ? committedAt : null)
                .text("published_at", log.publishedAt())
                .text("pushed_at", pushedAt)
                .object("discord", fact.discord());
    }

    private void writePlace(ObjectWriter out, SourcePosition place) {
        out.text("topic", place.topic())
                .number("partition", place.partition())
                .number("offset", place.offset())
                .text("at", fact.receivedAt());
    }
}
