package dev.mcsync.infra.local.discord;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls of one webhook: post a message, edit it, read it. */
final class WebhookHandler {
    static final String WEBHOOK_ID = "100000000000000002";
    static final String WEBHOOK_TOKEN = "simulator";

    private static final int MAX_CODE_POINTS = 2_000;
    private static final int UNKNOWN_MESSAGE = 10_008;
    private static final int UNKNOWN_WEBHOOK = 10_015;
    private static final int EMPTY_MESSAGE = 50_006;
    private static final int INVALID_FORM = 50_035;

    private final Channel channel;
    private final RateLimit rateLimit;
    private final FaultPlan faults;

    WebhookHandler(Channel channel, RateLimit rateLimit, FaultPlan faults) {
        this.channel = channel;
        this.rateLimit = rateLimit;
        this.faults = faults;
    }

    /** The path is api, webhooks, id, token and perhaps messages and an id. */
    void handle(Exchange exchange) throws IOException {
        List<String> path = exchange.path();
        if (path.size() < 4
                || !path.get(2).equals(WEBHOOK_ID)
                || !path.get(3).equals(WEBHOOK_TOKEN)) {
            exchange.refuse(404, "Unknown Webhook", UNKNOWN_WEBHOOK);
            return;
        }
        RateLimit.Use use = rateLimit.use();
        describe(use, exchange);
        if (!use.isAllowed()) {
            refuseForNow(exchange, seconds(use.resetAfter()));
            return;
        }
        switch (faults.next().orElse(null)) {
            case null -> route(exchange, path, false);
            case Fault.LostAnswer _ -> route(exchange, path, true);
            case Fault.Refusal refusal -> refuse(exchange, refusal);
        }
    }

    private void route(Exchange exchange, List<String> path, boolean loseAnswer)
            throws IOException {
        String call = exchange.method() + (path.size() == 4 ? "" : " " + path.get(4));
        switch (call) {
            case "POST" -> post(exchange, loseAnswer);
            case "PATCH messages" -> edit(exchange, path.getLast(), loseAnswer);
            case "GET messages" -> answer(exchange, channel.find(path.getLast()));
            default -> exchange.refuse(405, "405: Method Not Allowed", 0);
        }
    }

    private void post(Exchange exchange, boolean loseAnswer) throws IOException {
        JsonNode body = exchange.body().orElse(null);
        Optional<String> content = content(body);
        if (content.isEmpty()) {
            refuseContent(exchange, body);
            return;
        }
        Message message = channel.post(WEBHOOK_ID, content.get(), allowedMentions(body));
        if (loseAnswer) {
            exchange.drop();
        } else if (exchange.query("wait").equals(Optional.of("true"))) {
            exchange.reply(200, message);
        } else {
            exchange.replyNothing(204);
        }
    }

    private void edit(Exchange exchange, String id, boolean loseAnswer) throws IOException {
        JsonNode body = exchange.body().orElse(null);
        Optional<String> content = content(body);
        if (content.isEmpty()) {
            refuseContent(exchange, body);
            return;
        }
        Optional<Message> edited = channel.edit(id, content.get(), allowedMentions(body));
        if (loseAnswer) {
            exchange.drop();
        } else {
            answer(exchange, edited);
        }
    }

    private static void answer(Exchange exchange, Optional<Message> message) throws IOException {
        if (message.isPresent()) {
            exchange.reply(200, message.get());
        } else {
            exchange.refuse(404, "Unknown Message", UNKNOWN_MESSAGE);
        }
    }

    private static void refuseContent(Exchange exchange, @Nullable JsonNode body)
            throws IOException {
        if (body == null || body.path("content").asString("").isEmpty()) {
            exchange.refuse(400, "Cannot send an empty message", EMPTY_MESSAGE);
        } else {
            exchange.refuse(400, "Invalid Form Body", INVALID_FORM);
        }
    }

    private static void refuse(Exchange exchange, Fault.Refusal refusal) throws IOException {
        if (refusal.status() == 429) {
            refuseForNow(exchange, BigDecimal.valueOf(refusal.retryAfterSeconds()));
        } else {
            exchange.refuse(refusal.status(), "Refused on demand", 0);
        }
    }

    private static void refuseForNow(Exchange exchange, BigDecimal seconds) throws IOException {
        exchange.header("Retry-After", seconds.setScale(0, RoundingMode.CEILING).toString())
                .header("X-RateLimit-Scope", "user")
                .reply(
                        429,
                        Map.of(
                                "message",
                                "You are being rate limited.",
                                "retry_after",
                                seconds,
                                "global",
                                false));
    }

    private static void describe(RateLimit.Use use, Exchange exchange) {
        Duration sinceEpoch = Duration.ofMillis(use.windowEnd().toEpochMilli());
        exchange.header("X-RateLimit-Limit", Integer.toString(use.limit()))
                .header("X-RateLimit-Remaining", Integer.toString(Math.max(0, use.remaining())))
                .header("X-RateLimit-Reset", seconds(sinceEpoch).toString())
                .header("X-RateLimit-Reset-After", seconds(use.resetAfter()).toString())
                .header("X-RateLimit-Bucket", "simulator");
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(Math.max(0, duration.toMillis()), 3);
    }

    private static Optional<String> content(@Nullable JsonNode body) {
        return Optional.ofNullable(body)
                .map(object -> object.path("content"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(text -> !text.isBlank())
                .filter(text -> text.codePointCount(0, text.length()) <= MAX_CODE_POINTS);
    }

    private static @Nullable JsonNode allowedMentions(@Nullable JsonNode body) {
        return body == null ? null : body.get("allowed_mentions");
    }
}
