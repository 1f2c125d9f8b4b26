package dev.mcsync.infra.operator.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.JsonNode;

/** What people have said to one agent, by attempt, until it is acknowledged. Thread-safe. */
final class Mailbox {

    /** By command_id, then by the message's own id: what is told again is the same. */
    private final ConcurrentMap<String, Map<String, JsonNode>> messages = new ConcurrentHashMap<>();

    /**
     * @param command of type {@code message}
     */
    void take(JsonNode command) {
        JsonNode message = command.path("message");
        messages.computeIfAbsent(
                        command.path("command_id").asString(), _ -> new ConcurrentHashMap<>())
                .put(message.path("id").asString(), message);
    }

    List<String> ids(String commandId) {
        return List.copyOf(messages.getOrDefault(commandId, Map.of()).keySet());
    }

    Optional<String> answer(String commandId, String questionId) {
        return messages.getOrDefault(commandId, Map.of()).values().stream()
                .filter(message -> message.path("question_id").asString("").equals(questionId))
                .map(message -> message.path("text").asString())
                .findFirst();
    }

    /** The agent's report that names them has taken effect. */
    void acknowledged(String commandId, List<String> ids) {
        messages.getOrDefault(commandId, Map.of()).keySet().removeAll(ids);
    }

    void forget(String commandId) {
        messages.remove(commandId);
    }
}
