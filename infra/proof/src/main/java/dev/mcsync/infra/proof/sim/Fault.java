package dev.mcsync.infra.proof.sim;

/** What befalls a step. */
enum Fault {
    NONE,
    /** The whole process is frozen before the step, for a while. */
    FREEZE,
    /** One thread is held up before the step, for a while; its process goes on. */
    STALL,
    /** The process is killed before the step. */
    KILL,
    /** The step is not done, and its caller hears of a failure. */
    FAIL,
    /** The step is done, and its caller hears of a failure. */
    LOSE_ANSWER,
    /** The step is done, and its caller is killed before it hears of it. */
    KILL_AFTER;

    /** Whether it concerns the answer of a step that may fail. */
    boolean needsAnswer() {
        return this == FAIL || this == LOSE_ANSWER;
    }
}
