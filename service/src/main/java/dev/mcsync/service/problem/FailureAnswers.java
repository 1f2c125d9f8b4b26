package dev.mcsync.service.problem;

import dev.mcsync.contracts.failure.FailureKinds;
import dev.mcsync.service.trace.LogTrace;
import dev.mcsync.service.trace.RequestTrace;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
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
public final class FailureAnswers implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureAnswers.class);

    private final FailureWords words;
    private final FailureKinds kinds;

    public FailureAnswers(FailureWords words, FailureKinds kinds) {
        this.words = words;
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
        try (var _ = LogTrace.of(RequestTrace.find(exchange))) {
            return problemOf(exchange, failure).writeTo(exchange.getResponse());
        }
    }

    private Problem problemOf(ServerWebExchange exchange, Throwable failure) {
        Optional<Problem> expected = words.find(exchange, failure);
        if (expected.isPresent()) {
            return expected.get();
        }
        String requestId = exchange.getRequest().getId();
        return switch (failure) {
            case ProblemException known -> known.problem();
            case ResponseStatusException refusal -> words.refused(refusal);
            case VirtualMachineError broken -> {
                log.error("Request {} met an error", requestId, broken);
                yield words.outOfResources();
            }
            case Throwable unexpected -> {
                tell(requestId, unexpected);
                yield words.unexpected();
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
}
