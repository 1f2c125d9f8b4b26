package dev.mcsync.ingress.outcome;

import dev.mcsync.ingress.readside.Decision;

/** What became of a fact that was published and waited for. */
public sealed interface Submission {

    record Decided(Decision decision) implements Submission {}

    /** On the log, and without effect: its event_id had been used for another content. */
    record Taken() implements Submission {}

    /** On the log and taken; there is nothing to tell of what it did. */
    record Noted() implements Submission {}

    /** On the log, but nothing was heard of it in time. */
    record Undecided() implements Submission {}

    /** Not confirmed by the log in time; it may be there all the same. */
    record Unconfirmed() implements Submission {}

    /** The log does not take facts of this size. */
    record TooLarge() implements Submission {}
}
