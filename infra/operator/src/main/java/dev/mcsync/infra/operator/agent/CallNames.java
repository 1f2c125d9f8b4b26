package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.infra.operator.api.SortedJson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the report that a call has made before, so that a caller who lost the answer can call again
 * and makes no second one.
 *
 * <p>The id of a report's event is derived from the attempt, the kind of the call and its key, or
 * what it says where it has none; so it comes out the same after a restart, too. Progress without a
 * key is a sign of life beside: a part of its id is fresh, and it is a repeat only where it says
 * what the newest report of the attempt says, within {@link #REPEATED_WITHIN}.
 */
final class CallNames {

    static final Duration REPEATED_WITHIN = Duration.ofMinutes(2);

    private final Journal journal;
    private final InstantSource clock;

    CallNames(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** The report that it made before, to the letter. */
    Optional<ObjectNode> find(Call call) {
        List<ObjectNode> kept = journal.kept(call.commandId());
        if (!call.isSignOfLife()) {
            String id = name(call);
            return kept.stream().filter(report -> id(report).equals(id)).findFirst();
        }
        return Optional.ofNullable(kept.isEmpty() ? null : kept.getLast())
                .filter(newest -> id(newest).startsWith(name(call) + "_"))
                .filter(newest ->
                        Instant.parse(newest.path("occurred_at").asString())
                                .isAfter(clock.instant().minus(REPEATED_WITHIN)));
    }

    /** For one that it makes now. */
    String eventId(Call call) {
        return call.isSignOfLife()
                ? name(call) + "_" + EventId.fresh().value().substring("evt_".length())
                : name(call);
    }

    private static String name(Call call) {
        String key = call.key();
        return EventId.derivedForAgent(
                        call.commandId(),
                        call.kind(),
                        key == null ? "says" : "key",
                        key == null ? SortedJson.of(call.members()) : key)
                .value();
    }

    private static String id(ObjectNode report) {
        return report.path("event_id").asString();
    }
}
