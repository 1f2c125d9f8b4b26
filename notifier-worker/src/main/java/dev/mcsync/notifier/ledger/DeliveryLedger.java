package dev.mcsync.notifier.ledger;

import dev.mcsync.contracts.id.EventId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * The deliveries of all channels. Each call is one transaction; it is whole or did not happen, also
 * when its caller goes away. Fails with the store's own exception when the store is out of reach.
 */
public interface DeliveryLedger {

    /**
     * Notes what is to be told, in this order. An event that is known in the channel is left as it
     * stands. May be repeated.
     */
    default Mono<Recorded> record(String channel, List<Delivery> deliveries) {
        return record(channel, deliveries, List.of());
    }

    /**
     * The same, and how far the outcomes are noted with it. What was told before the database went
     * back is noted as such.
     *
     * @param steps one for each partition that the deliveries came from; fails with {@link
     *     OtherPlaceException} where the notes stand elsewhere
     */
    Mono<Recorded> record(String channel, List<Delivery> deliveries, List<Step> steps);

    /**
     * Notes that the channel was told all that came before this offset of the partition, though the
     * database may say that some of it waits.
     *
     * @return how many deliveries waited
     */
    Mono<Long> wereTold(String channel, int partition, long before);

    /** The next offset that is noted, of each partition of which one ever was. */
    Mono<Map<Integer, Long>> positions(String channel);

    /**
     * Takes what the channel is to be told next. A message that was taken before and not settled in
     * its time comes first, with the same content.
     */
    Mono<Claim> claim(String channel, ClaimRule rule);

    /**
     * Notes what became of a taken message.
     *
     * <p>Whether a death is one too many in a row is read from the deliveries themselves, so no
     * restart forgets it.
     */
    Mono<Settled> settle(ClaimedMessage message, Settlement settlement);

    /** Lets a dead delivery wait again, by a person's wish. */
    Mono<Resent> sendAgain(String channel, EventId eventId);

    /** How much the channel has yet to be told. */
    Mono<Backlog> backlog(String channel);

    /**
     * How many deliveries were new, by state, and how many were known.
     *
     * @param untold the first offset of each partition that was waiting or under way before these
     *     were noted
     */
    record Recorded(int waiting, int suppressed, int known, Map<Integer, Long> untold) {

        public Recorded {
            untold = Map.copyOf(untold);
        }

        public Recorded(int waiting, int suppressed, int known) {
            this(waiting, suppressed, known, Map.of());
        }
    }

    /**
     * How a message is formed and held.
     *
     * @param coalesceAbove with more deliveries waiting than this, several go into one message
     * @param maxLines the most deliveries in one message
     * @param holdFor after this time an unsettled message may be taken again
     * @param isTrial what is taken shall tell whether the channel takes anything: the first
     *     delivery of the task or agent whose first delivery was refused least often
     */
    record ClaimRule(int coalesceAbove, int maxLines, Duration holdFor, boolean isTrial) {

        public ClaimRule(int coalesceAbove, int maxLines, Duration holdFor) {
            this(coalesceAbove, maxLines, holdFor, false);
        }

        public ClaimRule {
            if (coalesceAbove < 1 || maxLines < 1) {
                throw new IllegalArgumentException(
                        "Expected coalesceAbove and maxLines of at least 1, found %d and %d"
                                .formatted(coalesceAbove, maxLines));
            }
        }

        /** One delivery, in turns over the tasks, so that no single message decides. */
        public ClaimRule asTrial() {
            return new ClaimRule(Integer.MAX_VALUE, 1, holdFor, true);
        }
    }

    /**
     * What a channel has yet to be told.
     *
     * @param waiting deliveries that are waiting or on their way
     * @param oldest for how long the first of them has waited; zero when there is none
     */
    record Backlog(long waiting, Duration oldest) {}
}
