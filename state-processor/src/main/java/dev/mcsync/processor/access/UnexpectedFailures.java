package dev.mcsync.processor.access;

import dev.mcsync.contracts.failure.FailureKinds;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/**
 * Answers a call that failed in a way that nobody expected. Each is logged as a line, and one of a
 * kind in a minute with its trace: no caller can flood the log.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class UnexpectedFailures implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(UnexpectedFailures.class);

    private final FailureKinds kinds;

    public UnexpectedFailures(InstantSource clock) {
        this.kinds = new FailureKinds(clock);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (failure instanceof ResponseStatusException || exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        String id = exchange.getRequest().getId();
        if (kinds.isWorthATrace(failure)) {
            log.error("Call {} failed", id, failure);
        } else {
            log.error("Call {} failed: {}", id, failure.toString());
        }
        return AccessFilter.deny(exchange.getResponse(), HttpStatus.INTERNAL_SERVER_ERROR);
    }
}
