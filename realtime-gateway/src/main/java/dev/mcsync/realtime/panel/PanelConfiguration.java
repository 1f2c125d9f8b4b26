package dev.mcsync.realtime.panel;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.realtime.http.Refusal;
import dev.mcsync.realtime.panel.PanelFiles.PanelFile;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class PanelConfiguration {

    private static final CacheControl FOR_EVER =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    /**
     * Nothing from elsewhere, nothing inline, no framing. {@code 'self'} covers ws: and wss: of the
     * same origin in connect-src.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; script-src 'self';"
                    + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /** After all other routes, for it takes every path. */
    @Bean
    RouterFunctionMapping panelMapping() {
        RouterFunctionMapping mapping = new RouterFunctionMapping(routes(new PanelFiles()));
        mapping.setOrder(Ordered.LOWEST_PRECEDENCE);
        return mapping;
    }

    /** The panel's own addresses all lead to the one page. */
    private static RouterFunction<ServerResponse> routes(PanelFiles files) {
        RequestPredicate isPage =
                GET("/").or(GET("/tasks/{id}"))
                        .or(GET("/agents"))
                        .or(GET("/activity"))
                        .or(GET("/incidents"))
                        .or(GET("/health-view"));
        return route(isPage, _ -> page(files))
                .andRoute(GET("/{*path}"), request -> file(files, request));
    }

    private static Mono<ServerResponse> page(PanelFiles files) {
        return files.index()
                .map(PanelConfiguration::answer)
                .orElseGet(
                        () -> Mono.error(Refusal.notFound("The panel was left out of this build")));
    }

    private static Mono<ServerResponse> file(PanelFiles files, ServerRequest request) {
        return files.find(request.pathVariable("path").substring(1))
                .map(PanelConfiguration::answer)
                .orElseGet(() -> Mono.error(Refusal.notFound("There is no such page")));
    }

    private static Mono<ServerResponse> answer(PanelFile file) {
        return ServerResponse.ok()
                .contentType(file.type())
                .cacheControl(file.isHashed() ? FOR_EVER : CacheControl.noCache())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .bodyValue(file.content());
    }
}
