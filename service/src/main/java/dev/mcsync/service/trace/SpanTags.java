package dev.mcsync.service.trace;

/**
 * The names of what spans tell: OpenTelemetry's where its conventions have one, {@code mc.} and a
 * word of ours where they do not.
 */
public final class SpanTags {

    public static final String TASK_ID = "mc.task_id";
    public static final String AGENT_ID = "mc.agent_id";
    public static final String EVENT_ID = "mc.event_id";

    /** The type of a fact, as on the wire. */
    public static final String EVENT_TYPE = "mc.event_type";

    /** What became of a fact, or of a delivery. */
    public static final String OUTCOME = "mc.outcome";

    /** The trace of the transaction that a record took effect in, with others. */
    public static final String TRANSACTION = "mc.transaction_trace_id";

    /** Open boards that were told. */
    public static final String PANELS = "mc.panels";

    public static final String HTTP_METHOD = "http.request.method";
    public static final String HTTP_ROUTE = "http.route";
    public static final String HTTP_STATUS = "http.response.status_code";
    public static final String URL_PATH = "url.path";

    public static final String MESSAGING_SYSTEM = "messaging.system";
    public static final String DESTINATION = "messaging.destination.name";
    public static final String PARTITION = "messaging.destination.partition.id";
    public static final String OFFSET = "messaging.kafka.offset";
    public static final String OPERATION = "messaging.operation.name";
    public static final String OPERATION_TYPE = "messaging.operation.type";
    public static final String MESSAGES = "messaging.batch.message_count";

    public static final String DATABASE = "db.system.name";

    static final String ERROR_TYPE = "error.type";

    private SpanTags() {}
}
