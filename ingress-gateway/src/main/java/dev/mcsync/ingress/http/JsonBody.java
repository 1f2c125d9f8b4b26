package dev.mcsync.ingress.http;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.service.access.Caller;
import dev.mcsync.service.problem.Problem;
import dev.mcsync.service.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Reads a request's JSON body, within a limit. */
public final class JsonBody {

    /** Of one object. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final byte[] NOTHING = new byte[0];

    private JsonBody() {}

    /**
     * Fails with a problem: 415 for another type than one of those or an encoding, 413 above the
     * limit.
     */
    public static Mono<byte[]> read(ServerRequest request, List<MediaType> types, int maxBytes) {
        HttpHeaders headers = request.headers().asHttpHeaders();
        if (!isOneOf(types, headers) || headers.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            return Mono.error(new ProblemException(unsupportedType(types)));
        }
        return readAny(request, maxBytes);
    }

    /** Reads an object and builds a value from it; fails with a problem when it is not valid. */
    public static <T> Mono<T> readObject(
            ServerRequest request, Function<ObjectReader, Decoded<T>> reader) {
        return read(request, List.of(MediaType.APPLICATION_JSON), MAX_BYTES)
                .flatMap(bytes -> valid(StrictJson.readObject(bytes, reader)));
    }

    /** For calls without content: accepts no body at all, or an empty object. */
    public static Mono<Boolean> readEmpty(ServerRequest request) {
        return readAny(request, MAX_BYTES)
                .flatMap(bytes ->
                        bytes.length == 0
                                ? Mono.just(true)
                                : valid(StrictJson.readObject(bytes, in -> in.finish(() -> true))));
    }

    private static <T> Mono<T> valid(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Valid<T>(T value) -> Mono.just(value);
            case Decoded.Invalid<T>(var errors) ->
                    Mono.error(new ProblemException(GatewayProblems.invalidBody(errors)));
        };
    }

    private static Mono<byte[]> readAny(ServerRequest request, int most) {
        int maxBytes = mostOfToken(request, most);
        if (request.headers().contentLength().orElse(0) > maxBytes) {
            return Mono.error(new ProblemException(GatewayProblems.bodyTooLarge(maxBytes)));
        }
        return DataBufferUtils.join(request.exchange().getRequest().getBody(), maxBytes)
                .map(JsonBody::bytes)
                .defaultIfEmpty(NOTHING)
                .onErrorMap(
                        DataBufferLimitException.class,
                        _ -> new ProblemException(GatewayProblems.bodyTooLarge(maxBytes)));
    }

    /** A token may have a limit of its own; on calls that are open to everybody there is none. */
    private static int mostOfToken(ServerRequest request, int most) {
        return Caller.find(request.exchange())
                .map(caller -> caller.limits().bodyBytes())
                .map(own -> Math.min(own, most))
                .orElse(most);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static boolean isOneOf(List<MediaType> types, HttpHeaders headers) {
        try {
            MediaType type = headers.getContentType();
            return type != null
                    && types.stream().anyMatch(type::equalsTypeAndSubtype)
                    && (type.getCharset() == null
                            || type.getCharset().equals(StandardCharsets.UTF_8));
        } catch (InvalidMediaTypeException _) {
            return false;
        }
    }

    private static Problem unsupportedType(List<MediaType> types) {
        String names = types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
        return Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported_media_type",
                        "Expected Content-Type %s in UTF-8, without Content-Encoding."
                                .formatted(names.replaceFirst(", (?=[^,]+$)", " or ")))
                .withHeader(HttpHeaders.ACCEPT, names);
    }
}
