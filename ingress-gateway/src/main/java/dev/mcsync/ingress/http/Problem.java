package dev.mcsync.ingress.http;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.WireName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Why a request was not done, as RFC 9457 spells it. It never holds what the caller sent.
 *
 * @param reason one word for programs, stable
 * @param detail one sentence for people
 * @param errors the places in the body that are wrong, when that is why
 * @param members further members: texts, wire names and numbers
 * @param headers further headers of the answer
 */
public record Problem(
        HttpStatus status,
        String reason,
        String detail,
        List<FieldError> errors,
        Map<String, Object> members,
        Map<String, String> headers) {

    public Problem {
        errors = List.copyOf(errors);
        members = Map.copyOf(members);
        headers = Map.copyOf(headers);
    }

    public static Problem of(HttpStatus status, String reason, String detail) {
        return new Problem(status, reason, detail, List.of(), Map.of(), Map.of());
    }

    public static Problem of(HttpStatus status, WireName reason, String detail) {
        return of(status, reason.wireName(), detail);
    }

    /**
     * What is wrong with a body: 400 when it could not be read at all, 422 when it was read and its
     * content is not as expected.
     */
    public static Problem invalidBody(List<FieldError> errors) {
        boolean unreadable = errors.stream().allMatch(error -> error.pointer().isEmpty());
        return unreadable
                ? of(HttpStatus.BAD_REQUEST, "unreadable_body", "The body could not be read.")
                        .withErrors(errors)
                : invalidContent(errors);
    }

    public static Problem invalidContent(List<FieldError> errors) {
        return of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "invalid_content",
                        "The content of the body is not as expected.")
                .withErrors(errors);
    }

    public static Problem bodyTooLarge(int maxBytes) {
        return of(
                HttpStatus.CONTENT_TOO_LARGE,
                "body_too_large",
                "Expected a body of at most %d KiB.".formatted(maxBytes / 1024));
    }

    /** The fact is on the log and had no effect, since another one has its id. */
    public static Problem eventIdTaken() {
        return of(
                HttpStatus.CONFLICT,
                "event_id_taken",
                "This event_id was used before, for another event.");
    }

    /** The fact may or may not have reached the log: the caller sends it again, with its id. */
    public static Problem logUnreachable() {
        return of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "log_unreachable",
                        "The log did not confirm in time. Send it again with the same ids.")
                .retryAfter(Duration.ofSeconds(2));
    }

    public static Problem serviceUnreachable() {
        return of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "service_unreachable",
                        "The service behind the gateway is out of reach.")
                .retryAfter(Duration.ofSeconds(2));
    }

    static Problem outOfResources() {
        return of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "out_of_resources",
                        "There is not enough memory for this at the moment. It has been logged.")
                .retryAfter(Duration.ofSeconds(2));
    }

    public static Problem tooManyRequests(Duration wait) {
        return tooMany("rate_limited", "Too many requests. Wait before the next one.", wait);
    }

    public static Problem tooManyOpen() {
        return tooMany(
                "too_many_open",
                "This token has too many calls open. Let some end, or read their answers.",
                Duration.ofSeconds(1));
    }

    public static Problem tooMany(String reason, String detail, Duration wait) {
        return of(HttpStatus.TOO_MANY_REQUESTS, reason, detail).retryAfter(wait);
    }

    public static Problem tooManyWrongTokens(Duration wait) {
        return of(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_wrong_tokens",
                        "Too many wrong tokens came from this address. A right one is taken at once.")
                .retryAfter(wait);
    }

    public Problem withErrors(List<FieldError> found) {
        return new Problem(status, reason, detail, found, members, headers);
    }

    /** Leaves the member out when the value is null. */
    public Problem with(String name, @Nullable Object value) {
        if (value == null) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Problem(status, reason, detail, errors, more, headers);
    }

    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, reason, detail, errors, members, more);
    }

    /** Rounded up to whole seconds, and at least one. */
    Problem retryAfter(Duration wait) {
        long seconds = Math.max(1, wait.plusNanos(999_999_999).toSeconds());
        return withHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }

    /** As one result among others. */
    public void write(ObjectWriter out) {
        out.text("title", status.getReasonPhrase())
                .number("status", status.value())
                .text("reason", reason)
                .text("detail", detail);
        members.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(member -> write(out, member.getKey(), member.getValue()));
        if (!errors.isEmpty()) {
            out.objects(
                    "errors",
                    errors,
                    (writer, error) ->
                            writer.text("pointer", error.pointer()).text("detail", error.detail()));
        }
    }

    public Mono<ServerResponse> response() {
        return ServerResponse.status(status)
                .headers(to -> headers.forEach(to::set))
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(bytes());
    }

    /** For filters and error handlers, which come before or after the handlers. */
    public Mono<Void> writeTo(ServerHttpResponse response) {
        response.setStatusCode(status);
        headers.forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        byte[] bytes = bytes();
        response.getHeaders().setContentLength(bytes.length);
        DataBuffer buffer = response.bufferFactory().wrap(bytes);
        return response.writeWith(Mono.just(buffer));
    }

    byte[] bytes() {
        ObjectWriter out = new ObjectWriter();
        write(out);
        return out.bytes();
    }

    private static void write(ObjectWriter out, String name, Object value) {
        if (value instanceof Number number) {
            out.number(name, number);
        } else {
            out.text(name, value);
        }
    }
}
