package dev.mcsync.ingress.http;

import dev.mcsync.service.problem.FailureWords;
import dev.mcsync.service.problem.Problem;
import io.netty.channel.ChannelException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** How the gateway tells the world outside of failures: each with a reason for programs. */
final class GatewayWords implements FailureWords {

    private static final Logger log = LoggerFactory.getLogger(GatewayWords.class);

    @Override
    public Optional<Problem> find(ServerWebExchange exchange, Throwable failure) {
        Route route = routeOf(exchange);
        if (route != null && isLostService(failure)) {
            log.warn("Service {} is out of reach: {}", route.getId(), failure.toString());
            return Optional.of(GatewayProblems.serviceUnreachable());
        }
        // The web server's own type for its clocks is hidden; this is what it extends.
        return failure instanceof ChannelException
                ? Optional.of(requestTimeout())
                : Optional.empty();
    }

    @Override
    public Problem refused(ResponseStatusException refusal) {
        if (refusal instanceof MethodNotAllowedException method) {
            return methodNotAllowed(method);
        }
        HttpStatus status = HttpStatus.resolve(refusal.getStatusCode().value());
        return switch (status) {
            case null -> unexpected();
            case INTERNAL_SERVER_ERROR -> unexpected();
            case NOT_FOUND ->
                    Problem.of(
                            HttpStatus.NOT_FOUND, "not_found", "There is nothing at this address.");
            case GATEWAY_TIMEOUT, SERVICE_UNAVAILABLE -> GatewayProblems.serviceUnreachable();
            default ->
                    Problem.of(
                            status,
                            status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '_'),
                            "The request was not understood.");
        };
    }

    @Override
    public Problem outOfResources() {
        return GatewayProblems.outOfResources();
    }

    @Override
    public Problem unexpected() {
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "Something went wrong here. It has been logged.");
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
