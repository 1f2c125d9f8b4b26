package dev.mcsync.service.problem;

import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;

/** What a service says of failures: of those it expects, and of those that any service may meet. */
public interface FailureWords {

    /** Of a failure that this service expects; empty for all others. */
    default Optional<Problem> find(ServerWebExchange exchange, Throwable failure) {
        return Optional.empty();
    }

    /** Of what the framework refused; nothing of its message is told. */
    default Problem refused(ResponseStatusException refusal) {
        HttpStatus status = HttpStatus.resolve(refusal.getStatusCode().value());
        return status == null ? unexpected() : Problem.plain(status);
    }

    default Problem outOfResources() {
        return Problem.notYet("There is not enough memory at the moment");
    }

    /** Of what nobody expected: only that it happened. */
    default Problem unexpected() {
        return Problem.plain(HttpStatus.INTERNAL_SERVER_ERROR);
    }
}
