package dev.mcsync.service.problem;

import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.WireName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Why a request was not done, as RFC 9457 spells it. It never holds what the caller sent.
 *
 * @param reason one word for programs, stable; null when the status says all there is to say
 * @param detail one sentence for people; null for none
 * @param errors the places in the body that are wrong, when that is why
 * @param members further members: texts, wire names and numbers
 * @param headers further headers of the answer
 */
public record Problem(
        HttpStatus status,
        @Nullable String reason,
        @Nullable String detail,
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

    /** One that its status tells programs apart by. */
    public static Problem plain(HttpStatus status, String detail) {
        return new Problem(status, null, detail, List.of(), Map.of(), Map.of());
    }

    public static Problem plain(HttpStatus status) {
        return new Problem(status, null, null, List.of(), Map.of(), Map.of());
    }

    public static Problem of(HttpStatus status, WireName reason, String detail) {
        return of(status, reason.wireName(), detail);
    }

    /** What is asked for is not there yet, or not at the moment. */
    public static Problem notYet(String detail) {
        return plain(HttpStatus.SERVICE_UNAVAILABLE, detail).retryAfter(Duration.ofSeconds(1));
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
    public Problem retryAfter(Duration wait) {
        return withHeader(HttpHeaders.RETRY_AFTER, Long.toString(secondsOf(wait)));
    }

    /** Says it in the detail, too, for those who read what happened and not the headers. */
    public Problem tellingToWait(Duration wait) {
        String told = detail + " Wait " + secondsOf(wait) + " s before the next one.";
        return new Problem(status, reason, told, errors, members, headers).retryAfter(wait);
    }

    private static long secondsOf(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }

    /** As one result among others. */
    public void write(ObjectWriter out) {
        out.text("type", reason == null ? "about:blank" : null)
                .text("title", status.getReasonPhrase())
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
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyValue(bytes());
    }

    /** For filters and error handlers, which come before or after the handlers. */
    public Mono<Void> writeTo(ServerHttpResponse response) {
        response.setStatusCode(status);
        headers.forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        byte[] bytes = bytes();
        response.getHeaders().setContentLength(bytes.length);
        DataBuffer buffer = response.bufferFactory().wrap(bytes);
        return response.writeWith(Mono.just(buffer));
    }

    public byte[] bytes() {
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
