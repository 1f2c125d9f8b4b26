package dev.mcsync.notifier.message;

import java.util.Locale;

/** Why an outcome is not told; the ledger keeps it as the reason of a suppressed delivery. */
public enum Silence {
    /** The fact came too late to change anything. */
    LATE,
    /** The fact was not allowed to change anything. */
    REFUSED,
    /** Nothing is said of facts of this type, such as a moved card. */
    NO_TEMPLATE,
    /** A task that was running reports again that it runs. */
    NOTHING_NEW,
    /** The deadline sent the same attempt to its agent once more; nothing has failed yet. */
    SENT_AGAIN,
    /** No webhook is configured. */
    NO_WEBHOOK;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it stands in the ledger. */
    public String word() {
        return word;
    }
}
