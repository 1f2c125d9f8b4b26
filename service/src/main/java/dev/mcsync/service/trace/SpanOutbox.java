package dev.mcsync.service.trace;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps spans until the collector has taken them, up to a number: beyond it they are dropped, and
 * whoever ended one never waits. Each span that is lost is counted; that spans are lost is logged
 * once, and once more when they are taken again.
 */
final class SpanOutbox implements SpanProcessor {

    static final int MAX_WAITING = 16_384;

    private static final Logger log = LoggerFactory.getLogger(SpanOutbox.class);

    private static final int MAX_SENT_TOGETHER = 2_048;
    private static final Duration GATHERING = Duration.ofSeconds(1);
    private static final Duration LONGEST_SEND = Duration.ofSeconds(10);

    private final BatchSpanProcessor sending;
    private final Counter sent;
    private final Counter droppedFull;
    private final Counter droppedRefused;

    /** Of the spans that have ended, those of which is not known yet what became of them. */
    private final AtomicInteger waiting = new AtomicInteger();

    private final AtomicBoolean isTaken = new AtomicBoolean(true);

    /**
     * @param collector called on one thread, which belongs to this
     */
    SpanOutbox(SpanExporter collector, MeterRegistry registry) {
        this.sent =
                Counter.builder("mc.tracing.spans.sent")
                        .description("Spans that the collector has taken")
                        .register(registry);
        this.droppedFull = dropped("full", registry);
        this.droppedRefused = dropped("not_taken", registry);
        this.sending =
                BatchSpanProcessor.builder(new Told(collector))
                        .setMaxQueueSize(MAX_WAITING)
                        .setMaxExportBatchSize(MAX_SENT_TOGETHER)
                        .setScheduleDelay(GATHERING)
                        .setExporterTimeout(LONGEST_SEND)
                        .build();
    }

    @Override
    public void onStart(Context context, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!span.getSpanContext().isSampled()) {
            return;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            lost(droppedFull, 1, "more than " + MAX_WAITING + " wait");
        } else {
            sending.onEnd(span);
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    /** Sends what waits. */
    @Override
    public CompletableResultCode shutdown() {
        return sending.shutdown();
    }

    @Override
    public CompletableResultCode forceFlush() {
        return sending.forceFlush();
    }

    int waiting() {
        return waiting.get();
    }

    private static Counter dropped(String reason, MeterRegistry registry) {
        return Counter.builder("mc.tracing.spans.dropped")
                .description("Spans that were lost: too many waited, or the collector took none")
                .tag("reason", reason)
                .register(registry);
    }

    private void lost(Counter counter, int spans, String why) {
        counter.increment(spans);
        if (isTaken.compareAndSet(true, false)) {
            log.warn(
                    "Spans are lost: {}. The product goes on; mc.tracing.spans.dropped counts them",
                    why);
        }
    }

    private void taken(int spans) {
        sent.increment(spans);
        if (isTaken.compareAndSet(false, true)) {
            log.info("The collector takes spans again");
        }
    }

    /** Tells the outbox what became of each batch. */
    private final class Told implements SpanExporter {

        private final SpanExporter collector;

        Told(SpanExporter collector) {
            this.collector = collector;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int number = spans.size();
            CompletableResultCode result = collector.export(spans);
            result.whenComplete(() -> {
                if (result.isSuccess()) {
                    taken(number);
                } else {
                    lost(droppedRefused, number, "the collector does not take them");
                }
                waiting.addAndGet(-number);
            });
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return collector.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return collector.shutdown();
        }
    }
}
