package dev.mcsync.infra.local.discord;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Asks for faults: {@code {"kind":"refusal","status":503,"times":2}}, {@code
 * {"kind":"refusal","status":429,"retry_after":0.5}}, {@code {"kind":"lost_answer"}}. Each is for
 * one of the next requests of the webhook, {@code times} of them.
 */
final class FaultHandler {
    private final FaultPlan faults;

    FaultHandler(FaultPlan faults) {
        this.faults = faults;
    }

    void handle(Exchange exchange) throws IOException {
        switch (exchange.method()) {
            case "GET" -> reply(exchange);
            case "POST" -> add(exchange);
            case "DELETE" -> {
                faults.clear();
                reply(exchange);
            }
            default -> exchange.refuse(405, "GET, POST or DELETE", 0);
        }
    }

    private void add(Exchange exchange) throws IOException {
        JsonNode body = exchange.body().orElse(null);
        Optional<Fault> fault = body == null ? Optional.empty() : fault(body);
        if (body == null || fault.isEmpty()) {
            exchange.refuse(400, "kind must be refusal, with a status, or lost_answer", 0);
            return;
        }
        try {
            faults.add(fault.get(), body.path("times").asInt(1));
            reply(exchange);
        } catch (IllegalArgumentException e) {
            exchange.refuse(400, String.valueOf(e.getMessage()), 0);
        }
    }

    private void reply(Exchange exchange) throws IOException {
        exchange.reply(200, Map.of("waiting", faults.size()));
    }

    private static Optional<Fault> fault(JsonNode body) {
        int status = body.path("status").asInt(0);
        return switch (body.path("kind").asString("")) {
            case "refusal" -> refusal(status, body.path("retry_after").asDouble(1.0));
            case "lost_answer" -> Optional.of(new Fault.LostAnswer());
            default -> Optional.empty();
        };
    }

    private static Optional<Fault> refusal(int status, double retryAfterSeconds) {
        return status >= 400 && status <= 599
                ? Optional.of(new Fault.Refusal(status, retryAfterSeconds))
                : Optional.empty();
    }
}
