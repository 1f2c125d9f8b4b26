package dev.mcsync.infra.proof.reference;

import dev.mcsync.contracts.id.CommandId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The attempts before the current one, as a snapshot tells of them. */
final class ReferenceAttempts {

    private static final int LONGEST_MESSAGE = 200;

    private final List<ObjectNode> prior = new ArrayList<>();

    /**
     * The name of one that begins by itself.
     *
     * @param cause the attempt before, or the move that began it
     */
    static String after(String taskId, @Nullable String cause) {
        return CommandId.derivedFrom("attempt", taskId + " " + cause).value();
    }

    /** Whether an earlier attempt had this name. */
    boolean named(String commandId) {
        return prior.stream().anyMatch(one -> one.path("command_id").asString().equals(commandId));
    }

    /** How an attempt ended; each has the number after the one before. */
    void ended(
            String commandId,
            String status,
            @Nullable String errorCode,
            @Nullable String message,
            long endedAt) {
        ObjectNode one = JsonNodeFactory.instance.objectNode();
        one.put("command_id", commandId).put("attempt", prior.size() + 1).put("status", status);
        if (errorCode != null) {
            one.put("error_code", errorCode);
        }
        if (message != null) {
            one.put(
                    "message",
                    message.length() <= LONGEST_MESSAGE
                            ? message
                            : message.substring(0, LONGEST_MESSAGE - 1) + "…");
        }
        prior.add(one.put("ended_at", Instant.ofEpochMilli(endedAt).toString()));
    }

    /** Another agent has the task from now on. */
    void wereOf(String agentId) {
        prior.stream()
                .filter(one -> !one.has("agent_id"))
                .forEach(one -> one.put("agent_id", agentId));
    }

    JsonNode told() {
        return JsonNodeFactory.instance.arrayNode().addAll(prior);
    }
}
