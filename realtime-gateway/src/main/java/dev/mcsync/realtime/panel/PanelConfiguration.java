package dev.mcsync.realtime.panel;

import static org.springframework.web.reactive.function.server.RequestPredicates.GET;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.mcsync.realtime.panel.PanelFiles.Form;
import dev.mcsync.realtime.panel.PanelFiles.PanelFile;
import dev.mcsync.service.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
        return route(isPage, request -> page(files, request))
                .andRoute(GET("/{*path}"), request -> file(files, request));
    }

    private static Mono<ServerResponse> page(PanelFiles files, ServerRequest request) {
        return files.index()
                .map(index -> answer(request, HttpStatus.OK, index))
                .orElseGet(() ->
                        Mono.error(
                                ProblemException.notFound("The panel was left out of this build")));
    }

    /** To a browser that was led astray the panel itself says so, in the person's language. */
    private static Mono<ServerResponse> file(PanelFiles files, ServerRequest request) {
        String path = request.pathVariable("path").substring(1);
        return files.find(path)
                .map(file -> answer(request, HttpStatus.OK, file))
                .or(() ->
                        isVisit(request, path)
                                ? files.index()
                                        .map(index -> answer(request, HttpStatus.NOT_FOUND, index))
                                : Optional.empty())
                .orElseGet(() -> Mono.error(ProblemException.notFound("There is no such page")));
    }

    private static boolean isVisit(ServerRequest request, String path) {
        return !path.startsWith("api/")
                && request.headers().accept().stream()
                        .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_HTML));
    }

    /** In the shortest form that the caller can read. */
    private static Mono<ServerResponse> answer(
            ServerRequest request, HttpStatus status, PanelFile file) {
        Form form =
                file.shortest(
                        AcceptedCodings.of(request.headers().header(HttpHeaders.ACCEPT_ENCODING)));
        return ServerResponse.status(status)
                .headers(headers ->
                        form.coding()
                                .ifPresent(coding ->
                                        headers.set(HttpHeaders.CONTENT_ENCODING, coding.token())))
                .varyBy(HttpHeaders.ACCEPT_ENCODING)
                .contentType(file.type())
                .cacheControl(file.isHashed() ? FOR_EVER : CacheControl.noCache())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .bodyValue(form.content());
    }
}
