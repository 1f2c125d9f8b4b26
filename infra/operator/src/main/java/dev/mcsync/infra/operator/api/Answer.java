package dev.mcsync.infra.operator.api;

import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the system answered.
 *
 * @param body a missing node when it is no JSON
 * @param retryAfter how long it asked to be left alone
 */
public record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** A later try of the same call may succeed. */
    public boolean isTemporary() {
        return status == 429 || status >= 500;
    }

    public String text(String field) {
        return body.path(field).asString("");
    }

    /** The status and what the problem says, in one line. */
    @Override
    public String toString() {
        String detail = body.path("detail").asString(body.path("title").asString(""));
        return detail.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + detail;
    }
}
