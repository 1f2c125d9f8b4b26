package dev.mcsync.service.trace;

import dev.mcsync.service.kafka.TraceParent;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Spans by Micrometer's tracer. */
final class TracedSpans implements Spans {

    private final Tracer tracer;

    TracedSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public boolean areKept() {
        return true;
    }

    @Override
    public OpenSpan begin(
            SpanKind kind, String name, @Nullable TraceParent parent, List<TraceParent> links) {
        Span.Builder builder = tracer.spanBuilder().name(name).kind(Span.Kind.valueOf(kind.name()));
        if (parent == null) {
            builder.setNoParent();
        } else {
            builder.setParent(context(parent));
        }
        links.forEach(link -> builder.addLink(new Link(context(link))));
        return new Begun(builder.start(), parent == null ? "" : parent.state());
    }

    private TraceContext context(TraceParent place) {
        return tracer.traceContextBuilder()
                .traceId(place.traceId())
                .spanId(place.spanId())
                .sampled(place.isSampled())
                .build();
    }

    private static final class Begun implements OpenSpan {

        private final Span span;
        private final TraceParent place;

        /**
         * @param state of its parent, which its children get as it is
         */
        Begun(Span span, String state) {
            TraceContext context = span.context();
            this.span = span;
            this.place =
                    TraceParent.of(
                            context.traceId(),
                            context.spanId(),
                            Boolean.TRUE.equals(context.sampled()),
                            state);
        }

        @Override
        public Optional<TraceParent> place() {
            return Optional.of(place);
        }

        @Override
        public OpenSpan name(String name) {
            span.name(name);
            return this;
        }

        @Override
        public OpenSpan tag(String key, String value) {
            span.tag(key, value);
            return this;
        }

        @Override
        public OpenSpan tag(String key, long value) {
            span.tag(key, value);
            return this;
        }

        @Override
        public OpenSpan failed(String why) {
            span.tag(SpanTags.ERROR_TYPE, why).error(new SpanFailure(why));
            return this;
        }

        @Override
        public void end() {
            span.end();
        }
    }

    /** Micrometer's way to mark a span: the message and the trace of the real one stay here. */
    private static final class SpanFailure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SpanFailure(String why) {
            super(why, null, false, false);
        }
    }
}
