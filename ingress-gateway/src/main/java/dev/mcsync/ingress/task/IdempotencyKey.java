package dev.mcsync.ingress.task;

import dev.mcsync.service.problem.Problem;
import dev.mcsync.service.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The name that a caller gives to a request, so that its repeats are known as such. */
record IdempotencyKey(String value) {

    private static final String HEADER = "Idempotency-Key";
    private static final Pattern VALID = Pattern.compile("[\\x21-\\x7E]{1,255}");

    /** Fails with a problem when the header is there and not one printable key. */
    static Optional<IdempotencyKey> of(ServerRequest request) {
        List<String> sent = request.headers().header(HEADER);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        if (sent.size() > 1 || !VALID.matcher(sent.getFirst()).matches()) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.BAD_REQUEST,
                            "invalid_idempotency_key",
                            "Expected one Idempotency-Key of 1 to 255 printable characters."));
        }
        return Optional.of(new IdempotencyKey(sent.getFirst()));
    }
}
