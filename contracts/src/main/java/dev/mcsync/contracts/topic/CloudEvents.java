package dev.mcsync.contracts.topic;

/**
 * What facts are called in the words of CloudEvents 1.0: in the headers of every record, and in
 * what agents send over HTTP.
 */
public final class CloudEvents {

    public static final String VERSION = "1.0";

    private static final String TYPE = "dev.mcsync.";

    private CloudEvents() {}

    /**
     * @param kind such as {@code task.done} or {@code agent.heartbeat}
     */
    public static String type(String kind) {
        return TYPE + kind;
    }
}
