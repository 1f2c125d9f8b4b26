package dev.mcsync.realtime.http;

import dev.mcsync.contracts.failure.FailureKinds;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectWriter;
import io.r2dbc.spi.R2dbcException;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** The one place where a failure becomes an answer. */
@Component
@Order(-2) // before Spring Boot's own, should it be there
final class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final FailureKinds kinds;

    ProblemHandler(InstantSource clock) {
        this.kinds = new FailureKinds(clock);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        return switch (failure) {
            case Refusal refusal -> answer(exchange, refusal);
            case ResponseStatusException known ->
                    answer(exchange, known.getStatusCode(), "", List.of());
            case DataAccessException lost -> databaseAway(exchange, lost);
            case R2dbcException lost -> databaseAway(exchange, lost);
            case VirtualMachineError broken -> {
                log.error("A call met an error: {}", exchange.getRequest().getPath(), broken);
                yield answer(exchange, Refusal.notYet("There is not enough memory at the moment"));
            }
            default -> {
                tell(exchange.getRequest().getId(), failure);
                yield answer(exchange, HttpStatus.INTERNAL_SERVER_ERROR, "", List.of());
            }
        };
    }

    /** A line for each, and a trace for one of a kind in a minute: no caller can flood the log. */
    private void tell(String requestId, Throwable failure) {
        if (kinds.isWorthATrace(failure)) {
            log.error("Call {} failed", requestId, failure);
        } else {
            log.error("Call {} failed: {}", requestId, failure.toString());
        }
    }

    private static Mono<Void> databaseAway(ServerWebExchange exchange, Exception lost) {
        log.warn("The history cannot be read: {}", lost.getMessage());
        return answer(exchange, Refusal.notYet("The history cannot be read at the moment"));
    }

    private static Mono<Void> answer(ServerWebExchange exchange, Refusal refusal) {
        refusal.retryAfterSeconds()
                .ifPresent(seconds ->
                        exchange.getResponse()
                                .getHeaders()
                                .set(HttpHeaders.RETRY_AFTER, Integer.toString(seconds)));
        String detail = refusal.getMessage();
        return answer(exchange, refusal.status(), detail == null ? "" : detail, refusal.errors());
    }

    private static Mono<Void> answer(
            ServerWebExchange exchange,
            HttpStatusCode status,
            String detail,
            List<FieldError> errors) {
        HttpStatus known = HttpStatus.resolve(status.value());
        ObjectWriter problem =
                new ObjectWriter()
                        .text("type", "about:blank")
                        .text("title", known == null ? "Error" : known.getReasonPhrase())
                        .number("status", status.value())
                        .text("detail", detail.isEmpty() ? null : detail);
        if (!errors.isEmpty()) {
            problem.objects(
                    "errors",
                    errors,
                    (out, error) ->
                            out.text("pointer", error.pointer()).text("detail", error.detail()));
        }
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl("no-store");
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(problem.bytes())));
    }
}
