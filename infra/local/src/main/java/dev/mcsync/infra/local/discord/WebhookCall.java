package dev.mcsync.infra.local.discord;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of the webhook on its way to an answer, which is logged before it is given. */
final class WebhookCall {
    private static final int UNKNOWN_WEBHOOK = 10_015;

    private final Exchange exchange;
    private final Request request;
    private final RequestLog log;
    private final @Nullable Fault fault;

    WebhookCall(Exchange exchange, Request request, RequestLog log, @Nullable Fault fault) {
        this.exchange = exchange;
        this.request = request;
        this.log = log;
        this.fault = fault;
    }

    @Nullable Fault fault() {
        return fault;
    }

    /** The message stands in the channel; what is left is to say so, or not. */
    void taken(Message message) throws IOException {
        switch (fault) {
            case Fault.LostAnswer _ -> {
                unanswered(message.id());
                exchange.reset();
            }
            case Fault.Hang(Duration silence, _) -> hang(silence, message.id());
            case Fault.SlowBody(int bytesPerSecond) ->
                    answer(
                            200,
                            message.id(),
                            () -> exchange.replySlowly(200, message, bytesPerSecond));
            case Fault.OversizedBody(int bytes) ->
                    answer(200, message.id(), () -> exchange.reply(200, padded(message, bytes)));
            case Fault.InvalidJson _ ->
                    answer(200, message.id(), () -> exchange.replyText(200, "{\"id\":"));
            case Fault.NoContent _ -> answer(204, message.id(), () -> exchange.replyNothing(204));
            case Fault.Refusal _, Fault.Reset _ ->
                    throw new IllegalStateException("Expected nothing taken with " + fault);
            case null -> answer(message);
        }
    }

    void show(Optional<Message> message, int unknownMessage) throws IOException {
        if (message.isPresent()) {
            log.became(request.answered(200, null));
            exchange.reply(200, message.get());
        } else {
            refuse(404, "Unknown Message", unknownMessage);
        }
    }

    void refuse(Fault.Refusal refusal) throws IOException {
        if (refusal.status() >= 500 && !isAwaited()) {
            // "A message that is not saved does not return an error", says Discord of wait=false.
            answer(204, null, () -> exchange.replyNothing(204));
            return;
        }
        switch (refusal.dress()) {
            case JSON -> refuseInItsWords(refusal);
            case HTML, EMPTY -> refuseAsTheEdge(refusal);
        }
    }

    private void refuseInItsWords(Fault.Refusal refusal) throws IOException {
        if (refusal.status() != 429 && refusal.code() != 0) {
            refuse(refusal.status(), "Refused on demand", refusal.code());
            return;
        }
        switch (refusal.status()) {
            case 429 ->
                    refuseForNow(BigDecimal.valueOf(refusal.retryAfterSeconds()), refusal.scope());
            case 401 -> refuse(401, "401: Unauthorized", 0);
            case 404 -> refuse(404, "Unknown Webhook", UNKNOWN_WEBHOOK);
            default -> refuse(refusal.status(), "Refused on demand", 0);
        }
    }

    /** Whole seconds in the header, and nothing of Discord's. */
    private void refuseAsTheEdge(Fault.Refusal refusal) throws IOException {
        log.became(request.answered(refusal.status(), null));
        if (refusal.status() == 429) {
            BigDecimal seconds =
                    BigDecimal.valueOf(refusal.retryAfterSeconds())
                            .setScale(0, RoundingMode.CEILING);
            log.askForSilence(Duration.ofSeconds(seconds.longValue()));
            exchange.header("Retry-After", seconds.toString());
        }
        if (refusal.dress() == Dress.EMPTY) {
            exchange.replyNothing(refusal.status());
        } else {
            exchange.replyPage(
                    refusal.status(), "<html><body>error " + refusal.status() + "</body></html>");
        }
    }

    void refuse(int status, String message, int code) throws IOException {
        log.became(request.answered(status, null));
        exchange.refuse(status, message, code);
    }

    void refuseForNow(BigDecimal seconds, LimitScope scope) throws IOException {
        log.became(request.answered(429, null));
        log.askForSilence(Duration.ofNanos(seconds.movePointRight(9).longValue()));
        if (scope == LimitScope.GLOBAL) {
            exchange.header("X-RateLimit-Global", "true");
        }
        exchange.header("Retry-After", seconds.setScale(0, RoundingMode.CEILING).toString())
                .header("X-RateLimit-Scope", scope.wireName())
                .reply(
                        429,
                        Map.of(
                                "message",
                                "You are being rate limited.",
                                "retry_after",
                                seconds,
                                "global",
                                scope == LimitScope.GLOBAL));
    }

    /** Says nothing and then resets the connection. */
    void hang(Duration silence, @Nullable String takenId) {
        unanswered(takenId);
        try {
            Thread.sleep(silence);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        exchange.reset();
    }

    private void answer(Message message) throws IOException {
        if (isAwaited()) {
            answer(200, message.id(), () -> exchange.reply(200, message));
        } else {
            answer(204, message.id(), () -> exchange.replyNothing(204));
        }
    }

    private boolean isAwaited() {
        return exchange.query("wait").equals(Optional.of("true"))
                || exchange.method().equals("PATCH");
    }

    /** A sender that has gone before it was told does not know that its message was taken. */
    private void answer(int status, @Nullable String takenId, Reply reply) throws IOException {
        log.became(request.answered(status, takenId));
        try {
            reply.send();
        } catch (IOException e) {
            unanswered(takenId);
            throw e;
        }
    }

    private void unanswered(@Nullable String takenId) {
        log.became(request.unanswered(takenId));
    }

    private static Map<String, Object> padded(Message message, int bytes) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("id", message.id());
        answer.put("content", message.content());
        answer.put("padding", "x".repeat(bytes));
        return answer;
    }

    private interface Reply {
        void send() throws IOException;
    }
}
