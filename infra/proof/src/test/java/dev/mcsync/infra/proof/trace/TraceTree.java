package dev.mcsync.infra.proof.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One trace as text, each span below its parent. */
record TraceTree(List<SeenSpan> spans) {

    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Whether every span has its parent among them.
     *
     * @param caller the span of somebody else's that the first one follows
     */
    boolean isWholeBelow(String caller) {
        return !spans.isEmpty()
                && roots().stream().allMatch(root -> root.parentId().equals(caller));
    }

    /** Each hop, indented by its depth, in the order of their beginnings. */
    List<String> hops() {
        List<String> lines = new ArrayList<>();
        roots().forEach(root -> hops(root, "", lines));
        return lines;
    }

    /** For people: with kinds, tags, and milliseconds since the trace began. */
    String text() {
        StringBuilder text = new StringBuilder();
        roots().forEach(root -> text(root, 0, text));
        return text.toString();
    }

    private void hops(SeenSpan span, String indent, List<String> lines) {
        lines.add(indent + span.hop());
        childrenOf(span).forEach(child -> hops(child, indent + "  ", lines));
    }

    private void text(SeenSpan span, int depth, StringBuilder text) {
        String name = "  ".repeat(depth) + span.hop();
        text.append(
                String.format(
                        Locale.ROOT,
                        "%-72s %-8s %7.1f ms, took %6.1f ms%n",
                        name,
                        span.kind().toLowerCase(Locale.ROOT),
                        (span.startNanos() - begin()) / NANOS_PER_MILLI,
                        (span.endNanos() - span.startNanos()) / NANOS_PER_MILLI));
        span.tags()
                .forEach((key, value) ->
                        text.append("  ".repeat(depth + 2))
                                .append(key)
                                .append('=')
                                .append(value)
                                .append('\n'));
        childrenOf(span).forEach(child -> text(child, depth + 1, text));
    }

    private long begin() {
        return spans.stream().mapToLong(SeenSpan::startNanos).min().orElse(0);
    }

    /** Whose parent is not among them. */
    private List<SeenSpan> roots() {
        List<String> ids = spans.stream().map(SeenSpan::spanId).toList();
        return inOrder(spans.stream().filter(span -> !ids.contains(span.parentId())).toList());
    }

    private List<SeenSpan> childrenOf(SeenSpan parent) {
        return inOrder(
                spans.stream().filter(span -> span.parentId().equals(parent.spanId())).toList());
    }

    private static List<SeenSpan> inOrder(List<SeenSpan> spans) {
        return spans.stream()
                .sorted(Comparator.comparing(SeenSpan::hop).thenComparingLong(SeenSpan::startNanos))
                .toList();
    }
}
