package dev.mcsync.infra.local.discord;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Shows the log to a checker: {@code GET /requests} with {@code ?after=N} for those that are new,
 * and {@code GET /requests/summary} for the counts alone.
 */
final class RequestLogHandler {
    private final RequestLog log;

    RequestLogHandler(RequestLog log) {
        this.log = log;
    }

    void handle(Exchange exchange) throws IOException {
        if (!exchange.method().equals("GET")) {
            exchange.refuse(405, "GET", 0);
            return;
        }
        RequestLog.Summary summary = log.summary();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("arrived", summary.arrived());
        answer.put("ambiguous", summary.ambiguous());
        answer.put("too_early", summary.tooEarly());
        if (!exchange.path().getLast().equals("summary")) {
            answer.put("requests", log.after(after(exchange)));
        }
        exchange.reply(200, answer);
    }

    private static long after(Exchange exchange) {
        return exchange.query("after")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
