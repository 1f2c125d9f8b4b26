package dev.mcsync.notifier.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.notifier.message.Notice;
import dev.mcsync.notifier.message.Notice.Tell;
import dev.mcsync.service.kafka.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * One event, and what a channel is to be told of it.
 *
 * @param origin null where it came by no record
 */
public record Delivery(
        EventId eventId,
        @Nullable TaskId taskId,
        @Nullable AgentId agentId,
        Notice notice,
        @Nullable Origin origin) {

    public Delivery(
            EventId eventId, @Nullable TaskId taskId, @Nullable AgentId agentId, Notice notice) {
        this(eventId, taskId, agentId, notice, null);
    }

    /** Where it stands in a trace; null where in none. */
    @Nullable TraceParent place() {
        return origin == null ? null : origin.place();
    }

    /** The same, at another place of the trace. */
    Delivery at(TraceParent place) {
        return origin == null
                ? this
                : new Delivery(eventId, taskId, agentId, notice, origin.at(place));
    }

    /** Whether the channel has it already, though nothing is noted of it. */
    boolean wasTold() {
        return notice instanceof Tell && origin != null && origin.fate() == Origin.Fate.TOLD;
    }

    /** Whether the channel may have it already. */
    boolean isInDoubt() {
        return notice instanceof Tell && origin != null && origin.fate() == Origin.Fate.IN_DOUBT;
    }
}
