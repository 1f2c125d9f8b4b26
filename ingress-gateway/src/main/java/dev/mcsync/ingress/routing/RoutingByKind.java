package dev.mcsync.ingress.routing;

import dev.mcsync.ingress.share.CallKind;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.client.HttpClient;

/** Sends calls that wait by other connections than those that are answered at once. */
final class RoutingByKind extends NettyRoutingFilter {

    private final HttpClient forShort;
    private final HttpClient forWaits;

    RoutingByKind(
            HttpClient forShort,
            HttpClient forWaits,
            ObjectProvider<List<HttpHeadersFilter>> headersFilters,
            HttpClientProperties properties) {
        super(forShort, headersFilters, properties);
        this.forShort = forShort;
        this.forWaits = forWaits;
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        return switch (CallKind.of(exchange)) {
            case SHORT -> forShort;
            case WAIT -> forWaits;
        };
    }
}
