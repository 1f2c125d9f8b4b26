package dev.mcsync.notifier.ledger;

/** What came of settling a message. */
public enum Settled {
    /** As it was asked for. */
    NOTED,
    /**
     * It died as one too many in a row: it and those before it wait again. Each is given back once
     * only.
     */
    GIVEN_BACK,
    /** Nothing was changed: its time had passed and it was taken again. */
    OVERTAKEN
}
