package dev.mcsync.ingress.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** The description, for programs and as a page. */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=utf-8");
    private static final MediaType CSS = MediaType.parseMediaType("text/css;charset=utf-8");

    @Bean
    RouterFunction<ServerResponse> docsRoutes() {
        // Written when first asked for: a start does not wait for it.
        Mono<byte[]> page = Mono.fromSupplier(DocsConfiguration::page).cache();
        return RouterFunctions.route()
                .GET(
                        "/openapi.yaml",
                        _ -> answer(YAML, Mono.fromSupplier(() -> file("openapi.yaml"))))
                .GET("/docs", _ -> answer(HTML, page))
                .GET("/docs/page.css", _ -> answer(CSS, Mono.fromSupplier(() -> file("page.css"))))
                .build();
    }

    private static Mono<ServerResponse> answer(MediaType type, Mono<byte[]> content) {
        return content.flatMap(bytes -> ServerResponse.ok().contentType(type).bodyValue(bytes));
    }

    private static byte[] page() {
        try (InputStream description = open("openapi.yaml")) {
            return DocsPage.of(YamlNode.parse(description)).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(String name) {
        try (InputStream content = open(name)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream found = DocsConfiguration.class.getResourceAsStream(name);
        if (found == null) {
            throw new IllegalStateException("Expected " + name + " in this package, found none");
        }
        return found;
    }
}
