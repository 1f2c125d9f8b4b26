package dev.mcsync.ingress.routing;

import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.PRESERVE_HOST_HEADER_ATTRIBUTE;

import java.net.URI;
import java.util.List;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.OrderedGatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which service answers which path; the first that fits. */
final class ServiceRoutes implements RouteLocator {

    private static final PathPattern INTERNAL =
            PathPatternParser.defaultInstance.parse("/api/internal/**");

    private static final PathPattern DELIVERIES =
            PathPatternParser.defaultInstance.parse("/api/dashboard/deliveries/**");

    private static final PathPattern BOARD =
            PathPatternParser.defaultInstance.parse("/api/dashboard/board");

    private final List<Route> routes;

    ServiceRoutes(URI processorUrl, URI notifierUrl, URI realtimeUrl) {
        this.routes =
                List.of(
                        route("state-processor", 0, processorUrl)
                                .predicate(exchange -> isInternal(exchange) || isPast(exchange))
                                .build(),
                        route("notifier-worker", 1, notifierUrl)
                                .predicate(ServiceRoutes::isDelivery)
                                .build(),
                        route("realtime-gateway", 2, realtimeUrl).predicate(_ -> true).build());
    }

    @Override
    public Flux<Route> getRoutes() {
        return Flux.fromIterable(routes);
    }

    private static boolean isInternal(ServerWebExchange exchange) {
        return INTERNAL.matches(exchange.getRequest().getPath().pathWithinApplication());
    }

    private static boolean isDelivery(ServerWebExchange exchange) {
        return DELIVERIES.matches(exchange.getRequest().getPath().pathWithinApplication());
    }

    /**
     * The board of another moment than now is folded from the ledger, which the processor keeps.
     */
    private static boolean isPast(ServerWebExchange exchange) {
        return BOARD.matches(exchange.getRequest().getPath().pathWithinApplication())
                && exchange.getRequest().getQueryParams().containsKey("at");
    }

    /**
     * The name that the caller used goes on to the service, which compares it with the origin of
     * the page that asks. A caller that named none is told of by the service's own.
     */
    private static Route.AsyncBuilder route(String id, int order, URI service) {
        return Route.async()
                .id(id)
                .order(order)
                .uri(service)
                .filter(
                        new OrderedGatewayFilter(
                                ServiceRoutes::keepHost, Ordered.HIGHEST_PRECEDENCE));
    }

    private static Mono<Void> keepHost(ServerWebExchange exchange, GatewayFilterChain chain) {
        if (exchange.getRequest().getHeaders().containsHeader(HttpHeaders.HOST)) {
            exchange.getAttributes().put(PRESERVE_HOST_HEADER_ATTRIBUTE, true);
        }
        return chain.filter(exchange);
    }
}
