package dev.mcsync.infra.operator.agentcheck;

import java.util.Locale;

/** What an agent has to keep, in the order in which it is told. */
enum Rule {
    LIVES("it asks for commands, and goes on", "the-loop"),
    WELL_FORMED("what it sends is what the API takes", "bodies"),
    HEARTBEAT("it gives a sign of life at least once a minute", "heartbeats"),
    BOOT_ID("each start of it has a boot_id of its own", "heartbeats"),
    RUNNING("its heartbeats name what it is at work on", "heartbeats"),
    IDLE("it waits for commands without spinning", "waiting"),
    FULL("it does not spin while it can take no more", "waiting"),
    WORKS("it takes a task, works and says that it is done", "the-loop"),
    ACK_FIRST("it begins only once its ack has taken effect", "the-ack"),
    ONCE("a start that is told again begins nothing, and over is over", "told-again"),
    ORDER("its reports come in their order, with their own times", "reports"),
    SAME_EVENT("a report that got no answer comes again, the very same", "reports"),
    RETRY_AFTER("it waits as long as Retry-After says", "answers"),
    STOPS("it stops at 409 stale_attempt and at late", "answers"),
    CANCEL("a cancel ends the work, and is not reported", "cancels"),
    ANSWER("it asks a person, takes the answer and acknowledges it", "questions"),
    LATER("members of a command that it does not know are no obstacle", "bodies"),
    RESTART("what it was killed at has failed, or goes on; nobody waits for it", "kills"),
    OUTBOX("what it had to say when it was killed is said after it", "kills"),
    GOODBYE("it says goodbye when it is asked to end", "goodbye");

    static final String GUIDE = "docs/how-to-connect-an-agent.md";

    private final String statement;
    private final String section;

    Rule(String statement, String section) {
        this.statement = statement;
        this.section = section;
    }

    String statement() {
        return statement;
    }

    /** Where it is explained. */
    String see() {
        return GUIDE + "#" + section;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
