package dev.mcsync.contracts.topic;

/** Names of record headers. */
public final class Headers {

    public static final String EVENT_ID = "event_id";
    public static final String CONTENT_TYPE = "content-type";

    /** W3C Trace Context: the place in a trace, and what those who keep it add of their own. */
    public static final String TRACEPARENT = "traceparent";

    public static final String TRACESTATE = "tracestate";

    /**
     * When the gateway had the fact in hand, as an ISO-8601 timestamp by the gateway's clock. Shown
     * to people, never reckoned with.
     */
    public static final String RECEIVED_AT = "mc_received_at";

    /** With which token the fact came to the gateway: what tells it apart, and its name. */
    public static final String TOKEN_ID = "mc_token_id";

    public static final String TOKEN_NAME = "mc_token_name";

    /**
     * On an outcome: the hash of the fact that it is about, by which its sender tells whether it is
     * his.
     */
    public static final String PAYLOAD_HASH = "mc_payload_hash";

    /** CloudEvents 1.0, binary mode. */
    public static final String CE_ID = "ce_id";

    public static final String CE_SOURCE = "ce_source";
    public static final String CE_SPECVERSION = "ce_specversion";
    public static final String CE_TYPE = "ce_type";

    /** On {@code mc.rejected-events}: why, in a word and in a sentence, and from where. */
    public static final String REJECTED_PREFIX = "mc_rejected_";

    public static final String REJECTED_REASON = "mc_rejected_reason";

    public static final String REJECTED_DETAIL = "mc_rejected_detail";
    public static final String REJECTED_TOPIC = "mc_rejected_topic";
    public static final String REJECTED_PARTITION = "mc_rejected_partition";
    public static final String REJECTED_OFFSET = "mc_rejected_offset";

    /** Set on a record that was forwarded because it sat on another partition than its key's. */
    public static final String FORWARDED_FROM = "mc_forwarded_from";

    private Headers() {}
}
