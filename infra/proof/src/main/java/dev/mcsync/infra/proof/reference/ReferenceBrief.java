package dev.mcsync.infra.proof.reference;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of whom, and how long each side may take.
 *
 * @param answerTimeout in seconds, where the task has one of its own
 */
record ReferenceBrief(
        String title,
        String agentId,
        @Nullable JsonNode payload,
        @Nullable String instructions,
        int maxAttempts,
        long ackMillis,
        long runningMillis,
        long answerMillis,
        @Nullable JsonNode answerTimeout) {

    static final ReferenceBrief NONE = new ReferenceBrief("", "", null, null, 1, 0, 0, 0, null);

    static ReferenceBrief of(JsonNode created, Rules rules) {
        return new ReferenceBrief(
                created.path("title").asString(),
                created.path("agent_id").asString(),
                created.get("payload"),
                created.path("instructions").asString(null),
                created.path("max_attempts").asInt(1),
                rules.ackMillis(created),
                rules.runningMillis(created),
                rules.answerMillis(created),
                created.get("answer_timeout"));
    }

    /** What the fact does not name stays; empty instructions are none. */
    ReferenceBrief edited(JsonNode fact) {
        String changed = fact.path("instructions").asString(instructions);
        return new ReferenceBrief(
                fact.path("title").asString(title),
                fact.path("agent_id").asString(agentId),
                payload,
                changed == null || changed.isEmpty() ? null : changed,
                maxAttempts,
                ackMillis,
                runningMillis,
                answerMillis,
                answerTimeout);
    }
}
