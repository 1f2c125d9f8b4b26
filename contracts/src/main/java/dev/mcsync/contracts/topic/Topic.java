package dev.mcsync.contracts.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Every topic of the product, with the settings that its guarantees need. */
public enum Topic {
    TASK_EVENTS("mc.task-events", input(Duration.ofDays(30))),
    AGENT_HEARTBEATS("mc.agent-heartbeats", input(Duration.ofDays(3))),
    TASK_OUTCOMES("mc.task-outcomes", kept(Duration.ofDays(30))),
    TASK_STATE("mc.task-state", compacted()),
    AGENT_STATE("mc.agent-state", compacted()),
    /** Unpacked: agents read it in every language, and there is no codec that all clients have. */
    AGENT_COMMANDS("mc.agent-commands", unpacked(Duration.ofDays(7))),
    /** See {@link ListeningMark}. Kept for longer than any limit of a task may be. */
    LISTENING("mc.listening", input(Duration.ofDays(8))),
    /**
     * Which sessions of people were signed out, from gateway to gateway. Kept for longer than one.
     */
    ENDED_SESSIONS("mc.ended-sessions", kept(Duration.ofDays(8))),
    /** See {@link dev.mcsync.contracts.access.TokenRecord}. */
    ACCESS_TOKENS("mc.access-tokens", compacted()),
    /**
     * Twice the size of the inputs: a rejected record carries its original bytes and more headers.
     */
    REJECTED_EVENTS("mc.rejected-events", rejected(Duration.ofDays(90)));

    public static final int DEFAULT_PARTITIONS = 12;

    private static final int MAX_MESSAGE_BYTES = 262_144;

    private final String topicName;
    private final Map<String, String> config;

    Topic(String topicName, Map<String, String> config) {
        this.topicName = topicName;
        this.config = config;
    }

    public String topicName() {
        return topicName;
    }

    /** Topic settings by Kafka's own names. */
    public Map<String, String> config() {
        return config;
    }

    /**
     * The log stamps the inputs: liveness never trusts a producer's clock. And it keeps them
     * unpacked: the limit holds for what a reader gets, where a packed record could swell a
     * thousandfold and could not even be set aside among the rejected ones.
     */
    private static Map<String, String> input(Duration retention) {
        return Map.of(
                "cleanup.policy",
                "delete",
                "retention.ms",
                Long.toString(retention.toMillis()),
                "max.message.bytes",
                Integer.toString(MAX_MESSAGE_BYTES),
                "compression.type",
                "uncompressed",
                "message.timestamp.type",
                "LogAppendTime");
    }

    private static Map<String, String> kept(Duration retention) {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    }

    private static Map<String, String> unpacked(Duration retention) {
        Map<String, String> config = new HashMap<>(kept(retention));
        config.put("compression.type", "uncompressed");
        return Map.copyOf(config);
    }

    private static Map<String, String> rejected(Duration retention) {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms", Long.toString(retention.toMillis()),
                "max.message.bytes", Integer.toString(2 * MAX_MESSAGE_BYTES));
    }

    private static Map<String, String> compacted() {
        return Map.of(
                "cleanup.policy", "compact",
                "segment.ms", Long.toString(Duration.ofHours(1).toMillis()),
                "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    }
}
