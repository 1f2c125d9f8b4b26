package dev.mcsync.infra.testbed;

import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.OpenSpan;
import dev.mcsync.service.trace.SpanKind;
import dev.mcsync.service.trace.Spans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps spans in memory, in the order in which they began. */
public final class SpansTwin implements Spans {

    private final List<Kept> kept = new CopyOnWriteArrayList<>();

    public List<Kept> kept() {
        return List.copyOf(kept);
    }

    @Override
    public boolean areKept() {
        return true;
    }

    @Override
    public OpenSpan begin(
            SpanKind kind, String name, @Nullable TraceParent parent, List<TraceParent> links) {
        Kept span = new Kept(name, parent, List.copyOf(links));
        kept.add(span);
        return span;
    }

    /** One that began; how often it ended is told, since once is right. */
    public static final class Kept implements OpenSpan {

        private final String name;
        private final @Nullable TraceParent parent;
        private final List<TraceParent> links;
        private final Map<String, Object> tags = new LinkedHashMap<>();
        private final TraceParent place;
        private String failure = "";
        private int ends;

        private Kept(String name, @Nullable TraceParent parent, List<TraceParent> links) {
            TraceParent fresh = TraceParent.fresh();
            this.name = name;
            this.parent = parent;
            this.links = links;
            this.place =
                    parent == null
                            ? fresh
                            : TraceParent.of(parent.traceId(), fresh.spanId(), true, "");
        }

        public String name() {
            return name;
        }

        public @Nullable TraceParent parent() {
            return parent;
        }

        public List<TraceParent> links() {
            return links;
        }

        public Map<String, Object> tags() {
            return tags;
        }

        public TraceParent here() {
            return place;
        }

        /** Empty where it went well. */
        public String failure() {
            return failure;
        }

        public int ends() {
            return ends;
        }

        @Override
        public Optional<TraceParent> place() {
            return Optional.of(place);
        }

        @Override
        public OpenSpan name(String other) {
            throw new IllegalStateException("Expected nobody to rename " + name);
        }

        @Override
        public OpenSpan tag(String key, String value) {
            tags.put(key, value);
            return this;
        }

        @Override
        public OpenSpan tag(String key, long value) {
            tags.put(key, value);
            return this;
        }

        @Override
        public OpenSpan failed(String why) {
            failure = why;
            return this;
        }

        @Override
        public void end() {
            ends++;
        }
    }
}
