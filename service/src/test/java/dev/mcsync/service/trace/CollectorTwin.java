package dev.mcsync.service.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Takes spans, refuses them, or does not answer. */
final class CollectorTwin implements SpanExporter {

    private final List<SpanData> spans = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;
    private volatile CountDownLatch open = new CountDownLatch(0);

    List<SpanData> spans() {
        return List.copyOf(spans);
    }

    SpanData span(String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .reduce((_, _) -> {
                    throw new AssertionError("Expected one span of the name " + name);
                })
                .orElseThrow(() -> new AssertionError("Expected " + name + " in " + spans));
    }

    void refuse(boolean now) {
        refuses = now;
    }

    void hang() {
        open = new CountDownLatch(1);
    }

    void goOn() {
        open.countDown();
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> more) {
        try {
            open.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return CompletableResultCode.ofFailure();
        }
        if (refuses) {
            return CompletableResultCode.ofFailure();
        }
        spans.addAll(more);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
