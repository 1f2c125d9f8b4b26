package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The changes of presence that a batch may have to tell.
 *
 * @param changes by the id of their outcome
 */
public record Presences(Map<EventId, PresenceChange> changes) {

    public static final Presences NONE = new Presences(Map.of());

    static Presences of(Collection<PresenceChange> changes) {
        return new Presences(
                changes.stream()
                        .collect(
                                Collectors.toMap(
                                        change -> change.outcome().eventId(),
                                        Function.identity())));
    }

    /** The agents of which one is still to be told. */
    public Set<AgentId> untold() {
        return changes.values().stream()
                .filter(change -> change.toldAt() == null)
                .map(change -> change.outcome().agentId())
                .collect(Collectors.toSet());
    }
}
