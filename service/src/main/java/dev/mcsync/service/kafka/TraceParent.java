package dev.mcsync.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Headers;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The place in a trace as W3C Trace Context spells it. Whoever brought a fact chose it, or else the
 * gateway did; what follows from the fact carries it on.
 *
 * @param value of {@code traceparent}
 * @param state of {@code tracestate}, passed on as it came; empty where there is none
 */
public record TraceParent(String value, String state) {

    private static final Pattern VALID =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** Printable, and as long as the standard asks everybody to pass on. */
    private static final Pattern VALID_STATE = Pattern.compile("[\\x20-\\x7e]{0,512}");

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    /**
     * What was sent, where it is valid.
     *
     * @param state dropped where it is none that can be passed on
     */
    public static Optional<TraceParent> parse(@Nullable String value, @Nullable String state) {
        return value == null || !VALID.matcher(value).matches()
                ? Optional.empty()
                : Optional.of(
                        new TraceParent(
                                value,
                                state != null && VALID_STATE.matcher(state).matches()
                                        ? state
                                        : ""));
    }

    /** What a record carries; empty when that is none. */
    public static Optional<TraceParent> of(ConsumerRecord<?, ?> record) {
        return of(record.headers());
    }

    /** The same, of its headers. */
    public static Optional<TraceParent> of(org.apache.kafka.common.header.Headers headers) {
        return parse(text(headers, Headers.TRACEPARENT), text(headers, Headers.TRACESTATE));
    }

    /** Marked as sampled. */
    public static TraceParent fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // An id of zeros means "none", so one bit is always set.
        String traceId =
                hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
        String spanId = hex.toHexDigits(random.nextLong() | 1);
        return of(traceId, spanId, true, "");
    }

    public static TraceParent of(String traceId, String spanId, boolean isSampled, String state) {
        return new TraceParent("00-" + traceId + "-" + spanId + (isSampled ? "-01" : "-00"), state);
    }

    public String traceId() {
        return value.substring(TRACE_ID, SPAN_ID - 1);
    }

    public String spanId() {
        return value.substring(SPAN_ID, FLAGS - 1);
    }

    /** Whether who chose it keeps it; whoever follows does the same. */
    public boolean isSampled() {
        return (Integer.parseInt(value, FLAGS, value.length(), 16) & 1) == 1;
    }

    public List<Header> headers() {
        Header parent = TextHeader.of(Headers.TRACEPARENT, value);
        return state.isEmpty()
                ? List.of(parent)
                : List.of(parent, TextHeader.of(Headers.TRACESTATE, state));
    }

    private static @Nullable String text(
            org.apache.kafka.common.header.Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
