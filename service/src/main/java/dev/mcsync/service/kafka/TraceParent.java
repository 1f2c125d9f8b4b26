package dev.mcsync.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Headers;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The place in a trace as W3C Trace Context spells it. Whoever brought a fact chose it, or else the
 * gateway did; what follows from the fact carries it on.
 */
public record TraceParent(String value) {

    private static final Pattern VALID =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** What was sent where it is valid, else a new one. */
    public static TraceParent orFresh(@Nullable String sent) {
        return parse(sent).orElseGet(TraceParent::fresh);
    }

    /** What a record carries; empty when that is none. */
    public static Optional<TraceParent> of(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(Headers.TRACEPARENT);
        return header == null || header.value() == null
                ? Optional.empty()
                : parse(new String(header.value(), UTF_8));
    }

    /** Marked as sampled. */
    public static TraceParent fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // An id of zeros means "none", so one bit is always set.
        String traceId =
                hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
        String spanId = hex.toHexDigits(random.nextLong() | 1);
        return new TraceParent("00-" + traceId + "-" + spanId + "-01");
    }

    public Header header() {
        return TextHeader.of(Headers.TRACEPARENT, value);
    }

    private static Optional<TraceParent> parse(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(sent -> VALID.matcher(sent).matches())
                .map(TraceParent::new);
    }
}
