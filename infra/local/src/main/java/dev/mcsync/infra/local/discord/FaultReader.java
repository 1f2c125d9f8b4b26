package dev.mcsync.infra.local.discord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads a fault from the words in which it is asked for. */
final class FaultReader {
    private static final double DEFAULT_RETRY_AFTER_SECONDS = 1;
    private static final double DEFAULT_HANG_SECONDS = 30;
    private static final int DEFAULT_BYTES_PER_SECOND = 50;
    private static final int DEFAULT_OVERSIZE_BYTES = 8 << 20;
    private static final int MAX_OVERSIZE_BYTES = 64 << 20;

    private FaultReader() {}

    /** Empty when there is no such fault, or not with these figures. */
    static Optional<Fault> read(JsonNode body) {
        return switch (body.path("kind").asString("")) {
            case "refusal" -> refusal(body);
            case "lost_answer" -> Optional.of(new Fault.LostAnswer());
            case "reset" -> Optional.of(new Fault.Reset());
            case "hang" -> hang(body);
            case "slow_body" -> slowBody(body);
            case "oversized_body" -> oversizedBody(body);
            case "invalid_json" -> Optional.of(new Fault.InvalidJson());
            case "no_content" -> Optional.of(new Fault.NoContent());
            default -> Optional.empty();
        };
    }

    /** One of every kind, none of which takes long. */
    static List<Fault> oneOfEach() {
        Duration silence = Duration.ofSeconds(2);
        return List.of(
                Fault.Refusal.of(429, 0.5, LimitScope.USER),
                Fault.Refusal.of(429, 0.5, LimitScope.GLOBAL),
                Fault.Refusal.of(429, 0.5, LimitScope.SHARED),
                Fault.Refusal.of(500, 0, LimitScope.USER),
                Fault.Refusal.of(502, 0, LimitScope.USER),
                new Fault.Refusal(403, 0, LimitScope.USER, 0, Dress.HTML),
                new Fault.Refusal(429, 0.5, LimitScope.USER, 0, Dress.HTML),
                new Fault.Refusal(404, 0, LimitScope.USER, 10_015, Dress.JSON),
                new Fault.LostAnswer(),
                new Fault.Reset(),
                new Fault.Hang(silence, false),
                new Fault.Hang(silence, true),
                new Fault.SlowBody(500),
                new Fault.OversizedBody(1 << 20),
                new Fault.InvalidJson(),
                new Fault.NoContent());
    }

    private static Optional<Fault> refusal(JsonNode body) {
        int status = body.path("status").asInt(0);
        double seconds = body.path("retry_after").asDouble(DEFAULT_RETRY_AFTER_SECONDS);
        int code = body.path("code").asInt(0);
        if (status < 400 || status > 599 || seconds < 0 || code < 0) {
            return Optional.empty();
        }
        return LimitScope.find(body.path("scope").asString("user"))
                .flatMap(scope ->
                        Dress.find(body.path("dress").asString("json"))
                                .map(dress ->
                                        new Fault.Refusal(status, seconds, scope, code, dress)));
    }

    private static Optional<Fault> hang(JsonNode body) {
        double seconds = body.path("seconds").asDouble(DEFAULT_HANG_SECONDS);
        return seconds > 0
                ? Optional.of(
                        new Fault.Hang(
                                Duration.ofMillis(Math.round(seconds * 1_000)),
                                body.path("taken").asBoolean(false)))
                : Optional.empty();
    }

    private static Optional<Fault> slowBody(JsonNode body) {
        int rate = body.path("bytes_per_second").asInt(DEFAULT_BYTES_PER_SECOND);
        return rate > 0 ? Optional.of(new Fault.SlowBody(rate)) : Optional.empty();
    }

    private static Optional<Fault> oversizedBody(JsonNode body) {
        int bytes = body.path("bytes").asInt(DEFAULT_OVERSIZE_BYTES);
        return bytes > 0 && bytes <= MAX_OVERSIZE_BYTES
                ? Optional.of(new Fault.OversizedBody(bytes))
                : Optional.empty();
    }
}
