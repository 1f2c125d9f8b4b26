package dev.mcsync.service.trace;

/** What a span has to do with others, in OpenTelemetry's words. */
public enum SpanKind {
    /** Answers a request. */
    SERVER,
    /** Asks somebody else, and waits for the answer. */
    CLIENT,
    /** Puts a record on the log. */
    PRODUCER,
    /** Does what a record of the log asks for. */
    CONSUMER
}
