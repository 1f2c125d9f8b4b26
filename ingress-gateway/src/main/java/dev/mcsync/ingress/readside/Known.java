package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.ingress.publish.OutgoingFact;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an event_id.
 *
 * @param payloadHash of the event that has it; null when told by a processor of a release before
 *     hashes were told
 * @param decision what that event did; null when there was nothing to tell
 */
public record Known(@Nullable String payloadHash, @Nullable Decision decision) {

    /** Whether the id is this fact's, and not that of one with another content. */
    public boolean isOf(OutgoingFact fact) {
        if (payloadHash != null) {
            return payloadHash.equals(WireCodec.hash(fact.value()));
        }
        return decision == null
                || (decision.type().wireName().equals(fact.type())
                        && (decision.taskId() == null
                                || decision.taskId().value().equals(fact.key())));
    }
}
