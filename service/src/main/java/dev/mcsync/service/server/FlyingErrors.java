package dev.mcsync.service.server;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Makes an error of the virtual machine, such as no memory left, one that is answered and logged.
 * Reactor lets it fly past all who wait for an answer, up to a thread that has none to give.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class FlyingErrors implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return Mono.create(sink -> {
            try {
                sink.onDispose(
                        chain.filter(exchange)
                                .subscribe(
                                        _ -> {},
                                        sink::error,
                                        sink::success,
                                        Context.of(sink.contextView())));
            } catch (VirtualMachineError e) {
                sink.error(e);
            }
        });
    }
}
