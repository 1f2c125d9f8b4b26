package dev.mcsync.ingress.http;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Answers HEAD as GET on every address, here and behind: from here on the request is one for GET,
 * and Spring leaves the body out of whatever is answered. It comes before anybody asks for the
 * method. Nobody waits for a body that is not sent, nor opens a socket by it.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
public final class HeadAsGet implements WebFilter {

    private static final String ATTRIBUTE = HeadAsGet.class.getName();

    HeadAsGet() {}

    /** Whether nobody will read the body of the answer. */
    public static boolean isHead(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(ATTRIBUTE);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (exchange.getRequest().getMethod() != HttpMethod.HEAD) {
            return chain.filter(exchange);
        }
        exchange.getAttributes().put(ATTRIBUTE, true);
        ServerHttpRequest asGet =
                exchange.getRequest()
                        .mutate()
                        .method(HttpMethod.GET)
                        .headers(headers -> {
                            headers.remove("Prefer");
                            headers.remove(HttpHeaders.UPGRADE);
                        })
                        .build();
        return chain.filter(exchange.mutate().request(asGet).build());
    }
}
