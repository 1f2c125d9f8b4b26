package dev.mcsync.service.trace;

import dev.mcsync.service.kafka.TraceParent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Begins spans. May be called from any thread, never blocks, never fails: what cannot be kept is
 * lost and counted. Nothing is looked up on the calling thread: a span's parent is named.
 */
public interface Spans {

    /** Keeps none, and makes no object for any. */
    static Spans none() {
        return NoSpans.INSTANCE;
    }

    /** False where whoever asks may spare itself all that is for spans alone. */
    boolean areKept();

    /**
     * Begins a span, which somebody has to end.
     *
     * @param parent null begins a new trace
     * @param links other places that it has to do with
     */
    OpenSpan begin(
            SpanKind kind, String name, @Nullable TraceParent parent, List<TraceParent> links);

    default OpenSpan begin(SpanKind kind, String name, @Nullable TraceParent parent) {
        return begin(kind, name, parent, List.of());
    }
}
