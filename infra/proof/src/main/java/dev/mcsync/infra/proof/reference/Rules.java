package dev.mcsync.infra.proof.reference;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** The limits that the system under proof was started with. */
public record Rules(
        Duration offlineAfter, Duration ackTimeout, Duration runningTimeout, int maxResends) {

    /** A task may have limits of its own. */
    long ackMillis(JsonNode created) {
        return limit(created, "ack_timeout", ackTimeout);
    }

    long runningMillis(JsonNode created) {
        return limit(created, "running_timeout", runningTimeout);
    }

    private static long limit(JsonNode created, String field, Duration otherwise) {
        return created.hasNonNull(field)
                ? created.path(field).asLong() * 1_000
                : otherwise.toMillis();
    }
}
