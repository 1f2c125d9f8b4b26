package dev.mcsync.service.trace;

import dev.mcsync.service.kafka.TraceParent;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * Puts the place in a trace on every line that this thread logs until it is closed. The names are
 * those of the Elastic Common Schema, in which the services log.
 */
public final class LogTrace implements AutoCloseable {

    public static final String TRACE_ID = "trace.id";
    public static final String SPAN_ID = "span.id";

    private static final LogTrace NOTHING = new LogTrace(false);

    private final boolean hasPlace;

    private LogTrace(boolean hasPlace) {
        this.hasPlace = hasPlace;
    }

    /**
     * Not to be nested: the inner end takes both away.
     *
     * @param place empty of what belongs to no trace
     */
    public static LogTrace of(Optional<TraceParent> place) {
        return place.map(LogTrace::at).orElse(NOTHING);
    }

    private static LogTrace at(TraceParent place) {
        MDC.put(TRACE_ID, place.traceId());
        MDC.put(SPAN_ID, place.spanId());
        return new LogTrace(true);
    }

    @Override
    public void close() {
        if (hasPlace) {
            MDC.remove(TRACE_ID);
            MDC.remove(SPAN_ID);
        }
    }
}
