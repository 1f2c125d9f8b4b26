package dev.mcsync.service.access;

import dev.mcsync.service.access.AccessTable.Verdict;
import dev.mcsync.service.problem.Problem;
import java.util.Optional;
import java.util.SortedSet;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

/** How a service finds out who calls it, and in which words it refuses. */
public interface Door {

    /** Somebody who is at the door. */
    sealed interface Visitor {

        /** Nobody is let in; this is why. */
        record Unknown(Problem why) implements Visitor {}

        /** Known, and not let in yet. */
        non-sealed interface Known extends Visitor {

            Caller caller();

            /**
             * Called once the caller's role opens the call; may still refuse it, and counts it if
             * it does not.
             */
            default Optional<Problem> admitTo(AccessRule rule) {
                return Optional.empty();
            }
        }
    }

    /** What is refused whoever asks. */
    default Optional<Problem> turnAway(ServerWebExchange exchange, Verdict verdict) {
        return Optional.empty();
    }

    Visitor identify(ServerWebExchange exchange);

    default Problem forbidden() {
        return Problem.plain(HttpStatus.FORBIDDEN, "The caller's role does not open this");
    }

    default Problem undeclared() {
        return Problem.plain(HttpStatus.NOT_FOUND);
    }

    default Problem wrongMethod(SortedSet<String> allowed) {
        return Problem.plain(HttpStatus.METHOD_NOT_ALLOWED)
                .withHeader(HttpHeaders.ALLOW, String.join(", ", allowed));
    }
}
