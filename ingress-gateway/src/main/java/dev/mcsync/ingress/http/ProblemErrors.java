package dev.mcsync.ingress.http;

import dev.mcsync.contracts.failure.FailureKinds;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.resource.NoResourceFoundException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Makes a problem of every failure that no handler answered. Nothing of an exception is told; one
 * that nobody expected is logged as a line with the request's id, and of each kind one in a minute
 * with its trace, so that no caller can flood the log.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ProblemErrors implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemErrors.class);

    private final FailureKinds kinds;

    ProblemErrors(FailureKinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (failure instanceof AbortedException || AbortedException.isConnectionReset(failure)) {
            // The caller hung up: nobody is left to answer, and nothing is wrong here.
            log.debug("The caller of {} hung up", exchange.getRequest().getId());
            return Mono.empty();
        }
        if (exchange.getResponse().isCommitted()) {
            // Too late for an answer: the connection ends, so that half a body is not taken whole.
            return Mono.error(new CutAnswerException(failure));
        }
        return problemOf(exchange, failure).writeTo(exchange.getResponse());
    }

    private Problem problemOf(ServerWebExchange exchange, Throwable failure) {
        Route route = routeOf(exchange);
        return switch (failure) {
            case ProblemException known -> known.problem();
            case MethodNotAllowedException refused -> methodNotAllowed(refused);
            case NoResourceFoundException _ -> notFound();
            // The web server's own type for its clocks is hidden; this is what it extends.
            case ChannelException _ -> requestTimeout();
            case ResponseStatusException known -> ofStatus(known.getStatusCode().value());
            case Throwable lost when route != null && isLostService(lost) -> {
                log.warn("Service {} is out of reach: {}", route.getId(), lost.toString());
                yield Problem.serviceUnreachable();
            }
            case VirtualMachineError broken -> {
                log.error("Request {} met an error", exchange.getRequest().getId(), broken);
                yield Problem.outOfResources();
            }
            case Throwable unexpected -> {
                tell(exchange.getRequest().getId(), unexpected);
                yield ofStatus(HttpStatus.INTERNAL_SERVER_ERROR.value());
            }
        };
    }

    private void tell(String requestId, Throwable unexpected) {
        if (kinds.isWorthATrace(unexpected)) {
            log.error("Request {} failed", requestId, unexpected);
        } else {
            log.error("Request {} failed: {}", requestId, unexpected.toString());
        }
    }

    private static Problem ofStatus(int code) {
        HttpStatus status = HttpStatus.resolve(code);
        if (status == null || status == HttpStatus.INTERNAL_SERVER_ERROR) {
            return Problem.of(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "internal_error",
                    "Something went wrong here. It has been logged.");
        }
        return switch (status) {
            case NOT_FOUND -> notFound();
            case GATEWAY_TIMEOUT, SERVICE_UNAVAILABLE -> Problem.serviceUnreachable();
            default ->
                    Problem.of(
                            status,
                            status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '_'),
                            "The request was not understood.");
        };
    }

    private static Problem notFound() {
        return Problem.of(HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address.");
    }

    private static Problem requestTimeout() {
        return Problem.of(
                HttpStatus.REQUEST_TIMEOUT,
                "request_timeout",
                "The whole request did not arrive in time.");
    }

    private static Problem methodNotAllowed(MethodNotAllowedException refused) {
        return Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "This address does not take this method.")
                .withHeader(
                        HttpHeaders.ALLOW,
                        refused.getSupportedMethods().stream()
                                .map(HttpMethod::name)
                                .sorted()
                                .collect(Collectors.joining(", ")));
    }

    private static @Nullable Route routeOf(ServerWebExchange exchange) {
        return exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
    }

    private static boolean isLostService(Throwable failure) {
        return failure instanceof IOException || failure instanceof TimeoutException;
    }
}
