package dev.mcsync.service.trace;

import dev.mcsync.service.kafka.TraceParent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** No collector is set. */
final class NoSpans implements Spans {

    static final Spans INSTANCE = new NoSpans();

    static final OpenSpan NOTHING = new Nothing();

    private NoSpans() {}

    @Override
    public boolean areKept() {
        return false;
    }

    @Override
    public OpenSpan begin(
            SpanKind kind, String name, @Nullable TraceParent parent, List<TraceParent> links) {
        return NOTHING;
    }

    private static final class Nothing implements OpenSpan {

        @Override
        public Optional<TraceParent> place() {
            return Optional.empty();
        }

        @Override
        public OpenSpan name(String name) {
            return this;
        }

        @Override
        public OpenSpan tag(String key, String value) {
            return this;
        }

        @Override
        public OpenSpan tag(String key, long value) {
            return this;
        }

        @Override
        public OpenSpan failed(String why) {
            return this;
        }

        @Override
        public void end() {}
    }
}
