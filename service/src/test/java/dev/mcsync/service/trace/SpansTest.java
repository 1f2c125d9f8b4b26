package dev.mcsync.service.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.service.kafka.TraceParent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both sides of the port. */
class SpansTest {

    private static final TraceParent CALLER =
            new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a=1");
    private static final TraceParent UNSAMPLED =
            new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "");

    private final CollectorTwin twin = new CollectorTwin();

    @Test
    void aSpanIsAChildOfWhoeverIsNamedAndItsPlaceIsForItsChildren() {
        try (Collector collector = collector(1)) {
            OpenSpan span = collector.spans().begin(SpanKind.SERVER, "one", CALLER);
            TraceParent place = span.place().orElseThrow();
            collector.spans().begin(SpanKind.PRODUCER, "two", place).end();
            span.tag("mc.a", "b").tag("mc.n", 3).name("renamed").end();

            assertThat(place.traceId()).isEqualTo(CALLER.traceId());
            assertThat(place.spanId()).isNotEqualTo(CALLER.spanId());
            assertThat(place.state()).isEqualTo("a=1");
            assertThat(place.isSampled()).isTrue();
        }
        SpanData one = twin.span("renamed");
        assertThat(one.getParentSpanId()).isEqualTo(CALLER.spanId());
        assertThat(one.getKind()).isEqualTo(io.opentelemetry.api.trace.SpanKind.SERVER);
        assertThat(one.getAttributes().get(AttributeKey.stringKey("mc.a"))).isEqualTo("b");
        assertThat(one.getAttributes().get(AttributeKey.longKey("mc.n"))).isEqualTo(3);
        assertThat(twin.span("two").getParentSpanId()).isEqualTo(one.getSpanId());
        assertThat(one.getResource().getAttribute(AttributeKey.stringKey("service.name")))
                .isEqualTo("state-processor");
    }

    @Test
    void withoutAParentATraceBegins() {
        try (Collector collector = collector(1)) {
            collector.spans().begin(SpanKind.CLIENT, "root", null, List.of(CALLER)).end();
        }
        assertThat(twin.span("root").getParentSpanContext().isValid()).isFalse();
        assertThat(twin.span("root").getTraceId()).isNotEqualTo(CALLER.traceId());
        assertThat(twin.span("root").getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(CALLER.spanId());
    }

    @Test
    void asManyLinksAreKeptAsABatchHasRecords() {
        try (Collector collector = collector(1)) {
            List<TraceParent> links = Stream.generate(TraceParent::fresh).limit(500).toList();
            collector.spans().begin(SpanKind.CLIENT, "batch", null, links).end();
        }
        assertThat(twin.span("batch").getLinks()).hasSize(500);
    }

    @Test
    void whoCallsWithATraceHasDecidedWhetherItIsKept() {
        try (Collector collector = collector(0)) {
            collector.spans().begin(SpanKind.SERVER, "kept", CALLER).end();
        }
        try (Collector collector = collector(1)) {
            OpenSpan span = collector.spans().begin(SpanKind.SERVER, "unsampled", UNSAMPLED);
            span.end();
            assertThat(span.place().orElseThrow().isSampled()).isFalse();
            assertThat(span.place().orElseThrow().traceId()).isEqualTo(UNSAMPLED.traceId());
        }
        assertThat(twin.spans()).extracting(SpanData::getName).containsExactly("kept");
    }

    @Test
    void ofTheTracesThatBeginHereThePartIsKeptThatIsAskedFor() {
        try (Collector collector = collector(0.25)) {
            for (int i = 0; i < 4_000; i++) {
                collector.spans().begin(SpanKind.PRODUCER, "own", null).end();
            }
        }
        assertThat(twin.spans()).hasSizeBetween(850, 1_150);
    }

    @Test
    void aFailureIsAWordAndNoStackTrace() {
        try (Collector collector = collector(1)) {
            collector.spans().begin(SpanKind.CLIENT, "bad", null).failed("Timeout").end();
        }
        SpanData bad = twin.span("bad");
        assertThat(bad.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(bad.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("Timeout");
        assertThat(bad.getEvents().toString()).doesNotContain("at dev.mcsync");
    }

    @Test
    void whereNoneAreKeptNothingIsMade() {
        Spans none = Spans.none();
        OpenSpan span = none.begin(SpanKind.SERVER, "none", CALLER);

        assertThat(none.areKept()).isFalse();
        assertThat(span).isSameAs(none.begin(SpanKind.CLIENT, "other", null));
        assertThat(span.name("x").tag("a", "b").tag("n", 1).failed("why")).isSameAs(span);
        assertThat(span.place()).isEmpty();
        assertThat(span.placeOr(CALLER)).isSameAs(CALLER);
    }

    private Collector collector(double sample) {
        return new Collector(twin, "state-processor", sample, new SimpleMeterRegistry());
    }
}
