package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.wire.TaskStatus;

/** What befalls a report in place of its usual answer. */
sealed interface Trouble {

    /** It takes effect, and the answer is lost. */
    record Cut() implements Trouble {}

    /** 202: it is on the log, and nobody knows yet what it does. */
    record Unsure() implements Trouble {}

    /** 503, for so many seconds. */
    record Away(int seconds) implements Trouble {}

    /** 409: another attempt has taken its place. */
    record Stale() implements Trouble {}

    /**
     * 200 late: it changes nothing.
     *
     * @param status of the task
     */
    record Late(TaskStatus status) implements Trouble {}
}
