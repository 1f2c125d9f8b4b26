package dev.mcsync.infra.backing;

/** Who comes to a secured log, each with the rights that {@code infra/kafka/acls.csv} gives it. */
public enum LogUser {
    GATEWAY("mc-gateway"),
    PROCESSOR("mc-processor"),
    NOTIFIER("mc-notifier"),
    REALTIME("mc-realtime"),
    /** An internal producer that writes events itself, and an agent that reads commands there. */
    PRODUCER("mc-producer"),
    /** Whoever runs {@code audit}, and reads only. */
    AUDITOR("mc-auditor"),
    /** Whoever makes the topics, sends rejected events again and has topics compacted. */
    OPERATOR("mc-operator"),
    /** May do everything, and is nobody's in daily work. */
    ADMINISTRATOR("mc-admin");

    private final String userName;

    LogUser(String userName) {
        this.userName = userName;
    }

    /** As the brokers know it. */
    public String userName() {
        return userName;
    }
}
