package dev.mcsync.notifier.ledger;

/** What came of a person's wish to send a dead delivery again. */
public enum Resent {
    /** It waits again, in its old place. */
    WAITING,
    /** There is such a delivery, and it is not dead. */
    NOT_DEAD,
    UNKNOWN
}
