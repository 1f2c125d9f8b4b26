package dev.mcsync.infra.local.discord;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
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
    private final RequestLog log;

    WebhookHandler(Channel channel, RateLimit rateLimit, FaultPlan faults, RequestLog log) {
        this.channel = channel;
        this.rateLimit = rateLimit;
        this.faults = faults;
        this.log = log;
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
        Fault fault = use.isAllowed() ? faults.next().orElse(null) : null;
        String name = exchange.method() + (path.size() == 4 ? "" : " " + path.get(4));
        if (fault instanceof Fault.Reset) {
            log.arrived(name, null, fault);
            exchange.reset();
            return;
        }
        JsonNode body = exchange.body().orElse(null);
        Request request = log.arrived(name, content(body).orElse(null), fault);
        var call = new WebhookCall(exchange, request, log, fault);
        if (!use.isAllowed()) {
            describe(use, exchange);
            call.refuseForNow(seconds(use.resetAfter()), LimitScope.USER);
        } else {
            describeUnlessGlobal(use, exchange, fault);
            handle(call, name, path.getLast(), body);
        }
    }

    private void handle(WebhookCall call, String name, String messageId, @Nullable JsonNode body)
            throws IOException {
        switch (call.fault()) {
            case Fault.Refusal refusal -> call.refuse(refusal);
            case Fault.Hang(Duration silence, boolean isTaken) when !isTaken ->
                    call.hang(silence, null);
            case null, default -> route(call, name, messageId, body);
        }
    }

    private void route(WebhookCall call, String name, String messageId, @Nullable JsonNode body)
            throws IOException {
        switch (name) {
            case "GET messages" -> call.show(channel.find(messageId), UNKNOWN_MESSAGE);
            case "POST" -> post(call, body);
            case "PATCH messages" -> edit(call, messageId, body);
            default -> call.refuse(405, "405: Method Not Allowed", 0);
        }
    }

    private void post(WebhookCall call, @Nullable JsonNode body) throws IOException {
        Optional<String> content = content(body);
        if (content.isEmpty()) {
            refuseContent(call, body);
        } else {
            call.taken(channel.post(WEBHOOK_ID, content.get(), allowedMentions(body)));
        }
    }

    private void edit(WebhookCall call, String messageId, @Nullable JsonNode body)
            throws IOException {
        Optional<String> content = content(body);
        if (content.isEmpty()) {
            refuseContent(call, body);
            return;
        }
        Optional<Message> edited = channel.edit(messageId, content.get(), allowedMentions(body));
        if (edited.isPresent()) {
            call.taken(edited.get());
        } else {
            call.refuse(404, "Unknown Message", UNKNOWN_MESSAGE);
        }
    }

    private static void refuseContent(WebhookCall call, @Nullable JsonNode body)
            throws IOException {
        if (body == null || body.path("content").asString("").isEmpty()) {
            call.refuse(400, "Cannot send an empty message", EMPTY_MESSAGE);
        } else {
            call.refuse(400, "Invalid Form Body", INVALID_FORM);
        }
    }

    /** The global limit is no bucket's. */
    private static void describeUnlessGlobal(
            RateLimit.Use use, Exchange exchange, @Nullable Fault fault) {
        boolean isGlobal =
                fault instanceof Fault.Refusal refusal
                        && refusal.status() == 429
                        && refusal.scope() == LimitScope.GLOBAL;
        if (!isGlobal) {
            describe(use, exchange);
        }
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
