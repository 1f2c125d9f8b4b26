package dev.mcsync.ingress.http;

import dev.mcsync.service.problem.Problem;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * What is wrong with the head of a request, whatever it asks for. The web server would answer some
 * of it without a word, and some with a failure of its own.
 */
final class RequestFaults {

    private static final char FIRST_VISIBLE = '!';
    private static final char LAST_VISIBLE = '~';

    private RequestFaults() {}

    static Optional<Problem> find(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return Optional.of(undecoded(request.decoderResult().cause()));
        }
        if (!isKnown(request.protocolVersion())) {
            return Optional.of(unknownVersion());
        }
        if (!isVisibleAscii(request.uri())) {
            return Optional.of(invalidTarget());
        }
        return faultOfHost(request);
    }

    /** What Netty gave up on, a body's pieces included. */
    static Problem undecoded(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ ->
                    Problem.of(
                            HttpStatus.URI_TOO_LONG,
                            "target_too_long",
                            "Expected a request line of at most 4 KiB.");
            case TooLongHttpHeaderException _ ->
                    Problem.of(
                            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                            "headers_too_large",
                            "Expected headers of at most 8 KiB in all, however many.");
            case Throwable _ -> unreadable();
        };
    }

    /** The address of a request is put together from its host and target, and must be one. */
    private static Optional<Problem> faultOfHost(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty()) {
            // The first version of HTTP had none, and health checks still speak it.
            return request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                    ? faultOfTarget("localhost", request.uri())
                    : Optional.of(hostExpected());
        }
        return hosts.size() > 1
                ? Optional.of(hostExpected())
                : faultOfTarget(hosts.getFirst(), request.uri());
    }

    private static Optional<Problem> faultOfTarget(String host, String target) {
        if (!isAddress("http://" + host + "/")) {
            return Optional.of(hostExpected());
        }
        boolean isPath = target.startsWith("/") && isAddress("http://" + host + target);
        return isPath || (target.startsWith("http") && isAddress(target))
                ? Optional.empty()
                : Optional.of(invalidTarget());
    }

    private static boolean isAddress(String text) {
        try {
            return new URI(text).getRawUserInfo() == null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static boolean isKnown(HttpVersion version) {
        return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }

    private static boolean isVisibleAscii(String target) {
        return target.chars()
                .allMatch(character -> character >= FIRST_VISIBLE && character <= LAST_VISIBLE);
    }

    private static Problem unreadable() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "unreadable_request",
                "The request could not be read as HTTP.");
    }

    private static Problem unknownVersion() {
        return Problem.of(
                HttpStatus.HTTP_VERSION_NOT_SUPPORTED,
                "unknown_http_version",
                "Expected HTTP/1.1 or HTTP/1.0.");
    }

    private static Problem invalidTarget() {
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "invalid_target",
                "Expected an address that begins with a slash, with all but plain ASCII percent-encoded as UTF-8.");
    }

    private static Problem hostExpected() {
        return Problem.of(
                HttpStatus.BAD_REQUEST, "host_expected", "Expected one header Host with a host.");
    }
}
