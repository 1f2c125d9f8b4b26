package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** Why a fact had no effect. */
public enum Reason implements WireName {
    /** The report's step was already behind the attempt. */
    ALREADY_BEYOND,
    /** The attempt, or the task, had already ended. */
    ALREADY_FINISHED,
    /** The report is about an attempt that is no longer the task's current one. */
    STALE_ATTEMPT,
    /** The deadline was moved or met before the fact about it was applied. */
    STALE_DEADLINE,
    UNKNOWN_TASK,
    /** The report came from an agent that does not hold the task. */
    WRONG_AGENT,
    /** The task was no longer at the version that the caller had seen. */
    VERSION_MISMATCH,
    /** The task exists already, and was created with another content. */
    ALREADY_EXISTS,
    /** Only a failed or timed-out task can be retried. */
    NOT_RETRYABLE,
    /** People move open, failed and timed-out cards among all columns but done. */
    NOT_MOVABLE,
    /** The task was adopted before, or was never a row of the old system. */
    NOT_ADOPTABLE,
    /** The attempt was heard of again after the agent's restart, or had ended before it. */
    STALE_RESTART,
    /** Nothing differs any more. */
    NOTHING_TO_REPAIR,
    /** The command_id chosen for a new attempt names an attempt at another task. */
    COMMAND_TAKEN,
    /** The task has left the board already, is not over, or is kept in the backlog. */
    NOT_ARCHIVABLE,
    /** The current attempt does not ask this, or no longer. */
    QUESTION_NOT_OPEN,
    /** So many messages wait for the agent already that no more are taken. */
    TOO_MANY_MESSAGES;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
