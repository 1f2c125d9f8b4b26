package dev.mcsync.realtime.panel;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.realtime.http.Refusal;
import dev.mcsync.realtime.panel.PanelFiles.PanelFile;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
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

    /** After all other routes: the panel's own addresses all lead to the one page. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    RouterFunction<ServerResponse> panelRoutes() {
        PanelFiles files = new PanelFiles();
        RouterFunction<ServerResponse> pages = route(GET("/"), _ -> page(files));
        for (String page :
                new String[] {
                    "/tasks/{id}", "/agents", "/activity", "/incidents", "/health-view"
                }) {
            pages = pages.andRoute(GET(page), _ -> page(files));
        }
        return pages.andRoute(GET("/{*path}"), request -> file(files, request));
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
