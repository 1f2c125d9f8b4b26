package dev.mcsync.infra.proof.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** A collector that keeps in memory what comes by OTLP over HTTP. */
final class CollectorServer implements AutoCloseable {

    private final HttpServer server;
    private final List<SeenSpan> spans = new CopyOnWriteArrayList<>();

    private CollectorServer(HttpServer server) {
        this.server = server;
    }

    static CollectorServer start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            CollectorServer collector = new CollectorServer(server);
            server.createContext("/v1/traces", collector::take);
            server.start();
            return collector;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on the loopback interface", e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** In the order in which they came. */
    List<SeenSpan> spans(Predicate<SeenSpan> wanted) {
        return spans.stream().filter(wanted).toList();
    }

    List<SeenSpan> ofTrace(String traceId) {
        return spans(span -> span.traceId().equals(traceId));
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean isPacked =
                    "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            ExportTraceServiceRequest request =
                    ExportTraceServiceRequest.parseFrom(
                            isPacked ? new GZIPInputStream(body) : body);
            request.getResourceSpansList().forEach(this::keep);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void keep(ResourceSpans ofService) {
        String service =
                SeenSpan.tags(ofService.getResource().getAttributesList())
                        .getOrDefault("service.name", "");
        ofService.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> SeenSpan.of(service, span))
                .forEach(spans::add);
    }
}
