package dev.mcsync.infra.proof.reference;

import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The limits that the system under proof was started with. */
public record Rules(
        Duration offlineAfter,
        Duration ackTimeout,
        Duration runningTimeout,
        int maxResends,
        Duration answerTimeout) {

    public static Rules ofSeconds(
            int offlineAfter, int ackTimeout, int runningTimeout, int maxResends, int answer) {
        return new Rules(
                Duration.ofSeconds(offlineAfter),
                Duration.ofSeconds(ackTimeout),
                Duration.ofSeconds(runningTimeout),
                maxResends,
                Duration.ofSeconds(answer));
    }

    /** As a service is told of them. */
    public Map<String, String> settings() {
        return Map.of(
                "MC_OFFLINE_AFTER", offlineAfter.toSeconds() + "s",
                "MC_ACK_TIMEOUT", ackTimeout.toSeconds() + "s",
                "MC_RUNNING_TIMEOUT", runningTimeout.toSeconds() + "s",
                "MC_MAX_RESENDS", Integer.toString(maxResends),
                "MC_ANSWER_TIMEOUT", answerTimeout.toSeconds() + "s");
    }

    /** A task may have limits of its own. */
    long ackMillis(JsonNode created) {
        return limit(created, "ack_timeout", ackTimeout);
    }

    long runningMillis(JsonNode created) {
        return limit(created, "running_timeout", runningTimeout);
    }

    long answerMillis(JsonNode created) {
        return limit(created, "answer_timeout", answerTimeout);
    }

    private static long limit(JsonNode created, String field, Duration otherwise) {
        return created.hasNonNull(field)
                ? created.path(field).asLong() * 1_000
                : otherwise.toMillis();
    }
}
