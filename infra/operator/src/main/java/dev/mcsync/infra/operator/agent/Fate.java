package dev.mcsync.infra.operator.agent;

/** What became of a report that somebody made by a call. */
public sealed interface Fate {

    /**
     * It took effect, or will.
     *
     * @param isLate whether it came too late to change anything
     */
    record Taken(boolean isLate) implements Fate {}

    /** It is on the disk, and will be sent until it is accepted: it must not be made again. */
    record Waiting() implements Fate {}

    /** Stop: the attempt is nobody's business any more. */
    record Over(String why) implements Fate {}

    /** It is not what a report may be, or not now; the attempt is what it was. */
    record Refused(String why) implements Fate {}
}
