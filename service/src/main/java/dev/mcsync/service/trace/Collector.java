package dev.mcsync.service.trace;

import dev.mcsync.service.settings.TracingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the spans of one service to a collector, by OTLP over HTTP, until it is closed. */
final class Collector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Collector.class);

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SERVICE_NAMESPACE =
            AttributeKey.stringKey("service.namespace");

    private static final Duration CONNECTED_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);
    private static final Duration LONGEST_END = Duration.ofSeconds(3);

    /** A transaction has a link to each record that takes effect in it. */
    private static final int MAX_LINKS = 1_000;

    private final SpanOutbox outbox;
    private final SdkTracerProvider provider;

    /**
     * @param service its name
     * @param sample of the traces that begin here, the part that is kept
     */
    Collector(SpanExporter exporter, String service, double sample, MeterRegistry registry) {
        this.outbox = new SpanOutbox(exporter, registry);
        this.provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.builder()
                                        .put(SERVICE_NAME, service)
                                        .put(SERVICE_NAMESPACE, "mc-sync")
                                        .build())
                        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sample)))
                        .setSpanLimits(SpanLimits.builder().setMaxNumberOfLinks(MAX_LINKS).build())
                        .addSpanProcessor(outbox)
                        .build();
    }

    /** Connects with the first span, and does not try again what was not taken. */
    static Collector at(
            URI endpoint, TracingSettings settings, String service, MeterRegistry registry) {
        return new Collector(
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint.toString())
                        .setConnectTimeout(CONNECTED_WITHIN)
                        .setTimeout(ANSWERED_WITHIN)
                        .setRetryPolicy(null)
                        .build(),
                service,
                settings.sample(),
                registry);
    }

    Spans spans() {
        return new TracedSpans(
                new OtelTracer(provider.get("dev.mcsync"), new OtelCurrentTraceContext(), _ -> {}));
    }

    /**
     * Sends what waits, and waits for what becomes of it as long as for an end. OpenTelemetry
     * answers a flush that is asked for as another ends with the end of that one, so it is asked
     * until nothing waits.
     */
    void flush() {
        long end = System.nanoTime() + LONGEST_END.toNanos();
        do {
            provider.forceFlush().join(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        } while (outbox.waiting() > 0 && System.nanoTime() < end);
    }

    /** Waits for what is on its way, but not for a collector that is gone. */
    @Override
    public void close() {
        provider.shutdown().join(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
        if (outbox.waiting() > 0) {
            log.warn(
                    "{} spans were not taken within {} and are lost",
                    outbox.waiting(),
                    LONGEST_END);
        }
    }
}
