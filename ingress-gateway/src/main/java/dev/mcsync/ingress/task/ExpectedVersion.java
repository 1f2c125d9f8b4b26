package dev.mcsync.ingress.task;

import dev.mcsync.service.problem.Problem;
import dev.mcsync.service.problem.ProblemException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;

/** The version that the caller saw, from {@code If-Match: "12"}; {@code *} stands for any. */
final class ExpectedVersion {

    private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");
    private static final String ANY = "*";
    private static final String INVALID = "invalid_if_match";

    private ExpectedVersion() {}

    /** Null for any; fails with a problem when the header is missing or no version. */
    static @Nullable Long required(ServerRequest request) {
        if (request.headers().header(HttpHeaders.IF_MATCH).isEmpty()) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.PRECONDITION_REQUIRED,
                            "version_required",
                            "Expected If-Match with the version that was seen, such as \"12\", or *."));
        }
        return optional(request);
    }

    /** Where any will not do: fails with a problem for {@code *}, too. */
    static long seen(ServerRequest request) {
        Long version = required(request);
        if (version == null) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.BAD_REQUEST,
                            INVALID,
                            "Expected If-Match with the version that was seen, such as \"12\"; * is not enough here."));
        }
        return version;
    }

    /** Null for any, and when the header is missing. */
    static @Nullable Long optional(ServerRequest request) {
        List<String> sent = request.headers().header(HttpHeaders.IF_MATCH);
        if (sent.isEmpty() || sent.equals(List.of(ANY))) {
            return null;
        }
        Matcher version = VERSION.matcher(sent.getFirst().strip());
        if (sent.size() > 1 || !version.matches()) {
            throw new ProblemException(
                    Problem.of(
                            HttpStatus.BAD_REQUEST,
                            INVALID,
                            "Expected If-Match with one version in quotes, such as \"12\", or *."));
        }
        return Long.valueOf(version.group(1));
    }
}
