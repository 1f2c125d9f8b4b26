package dev.mcsync.ingress.publish;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The W3C Trace Context of a request: the caller's where it is valid, else a new one. */
public record TraceParent(String value) {

    private static final String HEADER = "traceparent";
    private static final Pattern VALID =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    public static TraceParent of(ServerRequest request) {
        String sent = request.headers().firstHeader(HEADER);
        return sent != null && VALID.matcher(sent).matches() ? new TraceParent(sent) : fresh();
    }

    /** Marked as sampled. */
    static TraceParent fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        // An id of zeros means "none", so one bit is always set.
        String traceId =
                hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1);
        String spanId = hex.toHexDigits(random.nextLong() | 1);
        return new TraceParent("00-" + traceId + "-" + spanId + "-01");
    }
}
