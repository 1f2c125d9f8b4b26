package dev.mcsync.service.access;

import dev.mcsync.service.access.AccessTable.Verdict;
import dev.mcsync.service.problem.Problem;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets a request pass when the table of calls says so, and answers it otherwise. */
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
public final class AccessFilter implements WebFilter {

    private final AccessTable table;
    private final Door door;

    public AccessFilter(AccessTable table, Door door) {
        this.table = table;
        this.door = door;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        Verdict verdict =
                table.judge(request.getMethod(), request.getPath().pathWithinApplication());
        return judge(exchange, verdict)
                .map(refusal -> refusal.writeTo(exchange.getResponse()))
                .orElseGet(() -> chain.filter(exchange));
    }

    private Optional<Problem> judge(ServerWebExchange exchange, Verdict verdict) {
        Optional<Problem> refusal = door.turnAway(exchange, verdict);
        if (refusal.isPresent()) {
            return refusal;
        }
        if (verdict instanceof Verdict.Declared(AccessRule rule) && rule.isOpen()) {
            return Optional.empty();
        }
        return switch (door.identify(exchange)) {
            case Door.Visitor.Unknown(Problem why) -> Optional.of(why);
            case Door.Visitor.Known known -> judge(exchange, verdict, known);
        };
    }

    private Optional<Problem> judge(
            ServerWebExchange exchange, Verdict verdict, Door.Visitor.Known visitor) {
        return switch (verdict) {
            case Verdict.Declared(AccessRule rule) -> {
                Optional<Problem> refusal =
                        rule.admits(visitor.caller().role())
                                ? visitor.admitTo(rule)
                                : Optional.of(door.forbidden());
                if (refusal.isEmpty()) {
                    visitor.caller().rememberIn(exchange);
                }
                yield refusal;
            }
            case Verdict.WrongMethod(var allowed) -> Optional.of(door.wrongMethod(allowed));
            case Verdict.Undeclared() -> Optional.of(door.undeclared());
        };
    }
}
