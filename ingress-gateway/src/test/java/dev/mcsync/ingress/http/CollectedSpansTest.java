package dev.mcsync.ingress.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Which spans come to a collector. A gateway that ends sends those that wait. */
final class CollectedSpansTest {

    private static final String SAMPLED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final DisposableServer collector =
            HttpServer.create().host("127.0.0.1").port(0).handle(this::take).bindNow();

    @AfterEach
    void stop() {
        collector.disposeNow();
    }

    @Test
    void spansGoToTheCollectorThatIsNamed() {
        try (GatewayUnderTest gateway = GatewayUnderTest.start(endpoint())) {
            call(gateway, "/api/session", "");
        }

        assertThat(taken).isNotEmpty().first().asString().startsWith("/v1/traces");
        assertThat(String.join("", taken)).contains("/api/session");
    }

    @Test
    void ofTheTracesThatBeginHereThePartIsKeptThatIsSet() {
        try (GatewayUnderTest gateway =
                GatewayUnderTest.start(endpoint(), "--mc.tracing.sample=0")) {
            call(gateway, "/api/dashboard/unsampled", "");
            call(gateway, "/api/session", SAMPLED);
        }

        assertThat(String.join("", taken)).contains("/api/session").doesNotContain("unsampled");
    }

    private String endpoint() {
        return "--mc.tracing.endpoint=http://127.0.0.1:" + collector.port();
    }

    private static void call(GatewayUnderTest gateway, String path, String trace) {
        gateway.as(GatewayUnderTest.PANEL)
                .get()
                .uri(path)
                .header("traceparent", trace)
                .exchange()
                .returnResult(Void.class);
    }

    private Publisher<Void> take(HttpServerRequest request, HttpServerResponse response) {
        boolean isPacked = "gzip".equals(request.requestHeaders().get("Content-Encoding"));
        return request.receive()
                .aggregate()
                .asByteArray()
                .doOnNext(body -> taken.add(request.uri() + " " + text(body, isPacked)))
                .then(response.send().then());
    }

    private static String text(byte[] body, boolean isPacked) {
        try (InputStream in = new ByteArrayInputStream(body);
                InputStream unpacked = isPacked ? new GZIPInputStream(in) : in) {
            return new String(unpacked.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
