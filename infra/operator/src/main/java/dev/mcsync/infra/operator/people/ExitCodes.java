package dev.mcsync.infra.operator.people;

/** What a command of this package ends with, for scripts. */
final class ExitCodes {
    static final int OK = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;

    /** The task that was watched is over, and not done. */
    static final int NOT_DONE = 3;

    static final int NO_ANSWER = 4;

    /** As a shell tells a death by Ctrl-C. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
