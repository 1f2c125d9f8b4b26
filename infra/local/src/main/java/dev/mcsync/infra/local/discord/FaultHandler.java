package dev.mcsync.infra.local.discord;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Asks for faults. Each of these is for one of the next requests of the webhook, {@code times} of
 * them:
 *
 * <pre>
 * {"kind":"refusal","status":503,"times":2}
 * {"kind":"refusal","status":429,"retry_after":0.5,"scope":"user|global|shared"}
 * {"kind":"refusal","status":400,"code":220001,"times":10}
 * {"kind":"refusal","status":403,"dress":"json|html|empty"}
 * {"kind":"lost_answer"}                     taken, then reset: the ambiguous one
 * {"kind":"reset"}                           reset before the message is read
 * {"kind":"hang","seconds":30,"taken":false}
 * {"kind":"slow_body","bytes_per_second":50}
 * {"kind":"oversized_body","bytes":8388608}
 * {"kind":"invalid_json"}
 * {"kind":"no_content"}
 * </pre>
 *
 * <p>{@code {"kind":"random","seed":7,"probability":0.2,"faults":[…]}} lets every request draw,
 * until DELETE; without {@code faults} it draws from one of every kind.
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
        try {
            add(exchange.body().orElse(null));
            reply(exchange);
        } catch (IllegalArgumentException e) {
            exchange.refuse(400, String.valueOf(e.getMessage()), 0);
        }
    }

    private void add(@Nullable JsonNode body) {
        if (body == null) {
            throw new IllegalArgumentException("a fault is a JSON object");
        }
        if (body.path("kind").asString("").equals("random")) {
            faults.drawFrom(
                    drawn(body), body.path("probability").asDouble(0), body.path("seed").asLong(0));
        } else {
            faults.add(fault(body), body.path("times").asInt(1));
        }
    }

    private static List<Fault> drawn(JsonNode body) {
        JsonNode chosen = body.path("faults");
        return chosen.isArray()
                ? chosen.valueStream().map(FaultHandler::fault).toList()
                : FaultReader.oneOfEach();
    }

    private static Fault fault(JsonNode body) {
        Optional<Fault> fault = FaultReader.read(body);
        return fault.orElseThrow(() ->
                new IllegalArgumentException("no such fault, or not with these figures: " + body));
    }

    private void reply(Exchange exchange) throws IOException {
        exchange.reply(200, Map.of("waiting", faults.size(), "random", faults.isDrawing()));
    }
}
