package dev.mcsync.notifier.ledger;

import dev.mcsync.service.kafka.TraceParent;
import java.time.Instant;
import java.util.List;

/**
 * A message that was taken to be sent.
 *
 * @param content one line a delivery
 * @param lines how many deliveries it tells
 * @param refusals how often Discord has refused it by itself or as a part of a group
 * @param inDoubt it was taken before and its end is not known, so it may be in the channel
 * @param heldUntil when it may be taken again, by the store's clock; also tells this taking of the
 *     message from every other
 * @param places of its deliveries, in their order, each in the trace of its fact
 */
public record ClaimedMessage(
        String channel,
        String content,
        int lines,
        int refusals,
        boolean inDoubt,
        Instant heldUntil,
        List<TraceParent> places) {

    public ClaimedMessage {
        places = List.copyOf(places);
    }
}
