package dev.mcsync.ingress.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.ingress.GatewayUnderTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page for people; what it looks like is tested in a browser, with the panel. */
final class DocsPageTest {

    private static final Pattern ADDRESS = Pattern.compile("(?:href|src)=\"(/docs/[^\"]*)\"");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        gateway.close();
    }

    @Test
    void whatThePageNamesIsThereAndNothingIsWrittenIntoIt() throws Exception {
        String page = new String(get("/docs", "identity").body(), StandardCharsets.UTF_8);

        List<String> named = ADDRESS.matcher(page).results().map(found -> found.group(1)).toList();
        assertThat(named).hasSize(4);
        for (String path : named) {
            assertThat(get(path, "identity").statusCode()).as(path).isEqualTo(200);
        }
        assertThat(page).doesNotContain("style=", "<style", "://", " on").contains("<script src=");
    }

    @ParameterizedTest
    @CsvSource({
        "/docs, text/html;charset=utf-8",
        "/docs/start.js, text/javascript;charset=utf-8",
        "/docs/start.css, text/css;charset=utf-8",
        "/docs/swagger-ui.css, text/css;charset=utf-8",
        "/docs/swagger-ui-bundle.js, text/javascript;charset=utf-8",
        "/openapi.yaml, application/yaml"
    })
    void eachComesPackedOrNotAndIsNotSentTwice(String path, String type) throws Exception {
        HttpResponse<byte[]> plain = get(path, "identity, gzip;q=0");
        HttpResponse<byte[]> packed = get(path, "br, gzip;q=0.8");

        assertThat(packed.headers().firstValue("content-type").orElseThrow())
                .isEqualToIgnoringCase(type);
        assertThat(packed.headers().firstValue("vary")).hasValue("Accept-Encoding");
        assertThat(packed.headers().firstValue("cache-control")).hasValue("no-cache");
        assertThat(packed.headers().firstValue("content-encoding")).hasValue("gzip");
        assertThat(plain.headers().firstValue("content-encoding")).isEmpty();
        assertThat(unpacked(packed.body())).isEqualTo(plain.body());
        gateway.anybody()
                .get()
                .uri(path)
                .header("if-none-match", packed.headers().firstValue("etag").orElseThrow())
                .exchange()
                .expectStatus()
                .isNotModified();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/swagger-ui.js",
                "/docs/page.html",
                "/docs/openapi.yaml",
                "/docs/../openapi.yaml",
                "/webjars/swagger-ui/index.html"
            })
    void nothingElseOfTheRendererIsServed(String path) throws Exception {
        assertThat(get(path, "identity").statusCode()).isGreaterThanOrEqualTo(400);
    }

    private static HttpResponse<byte[]> get(String path, String encodings)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create(gateway.address() + path))
                        .header("accept-encoding", encodings)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }
}
