package dev.mcsync.notifier.ledger;

import java.util.Locale;

/** The states of a delivery, as {@code discord_deliveries.state} spells them in lower case. */
enum DeliveryState {
    WAITING,
    /** Taken; its request may be on its way, or may have arrived without an answer. */
    SENDING,
    SENT,
    /** Not told, by a rule. */
    SUPPRESSED,
    /** Told as one line of another delivery's message. */
    COALESCED,
    /** Discord will never take it. */
    DEAD;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }
}
