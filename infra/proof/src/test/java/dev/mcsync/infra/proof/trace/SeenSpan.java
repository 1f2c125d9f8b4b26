package dev.mcsync.infra.proof.trace;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A span as it came to the collector.
 *
 * @param parentId empty where a trace begins
 * @param links the span ids
 */
record SeenSpan(
        String service,
        String name,
        String kind,
        String traceId,
        String spanId,
        String parentId,
        Map<String, String> tags,
        List<String> links,
        long startNanos,
        long endNanos) {

    static SeenSpan of(String service, Span span) {
        return new SeenSpan(
                service,
                span.getName(),
                span.getKind().name().replace("SPAN_KIND_", ""),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                tags(span.getAttributesList()),
                span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
                span.getStartTimeUnixNano(),
                span.getEndTimeUnixNano());
    }

    /** What tells the hop from every other. */
    String hop() {
        return service + ": " + name;
    }

    String tag(String name) {
        return tags.getOrDefault(name, "");
    }

    static Map<String, String> tags(List<KeyValue> attributes) {
        Map<String, String> tags = new TreeMap<>();
        attributes.forEach(each -> tags.put(each.getKey(), text(each.getValue())));
        return tags;
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
