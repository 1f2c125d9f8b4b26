package dev.mcsync.ingress.publish;

/** What became of a fact that was to be published. */
public enum Published {
    /** All replicas in step have it. */
    ACCEPTED,
    /** Not confirmed in time. It may be on the log all the same, now or a little later. */
    UNCONFIRMED,
    /** The log does not take facts of this size; it is not there. */
    TOO_LARGE
}
