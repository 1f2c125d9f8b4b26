package dev.mcsync.processor.core;

import dev.mcsync.contracts.topic.Topic;

/**
 * How often the ledger notes how far it has taken in a topic. Records that change nothing need no
 * note, and no write for its sake; but after a restart all that follow the last note are read
 * again.
 */
public final class Notes {

    /** Records that are passed before a note is made whatever they are. */
    public static final long MAX_UNNOTED = 1_000;

    private Notes() {}

    /**
     * Whether the ledger may be so far behind the log though it lacks nothing.
     *
     * @param behind offsets from what it has noted to what the intake has committed
     */
    public static boolean mayBeBehind(String topic, long behind) {
        // A batch or two may be under way.
        return behind <= 0
                || (topic.equals(Topic.AGENT_HEARTBEATS.topicName()) && behind <= 3 * MAX_UNNOTED);
    }
}
