package dev.mcsync.infra.operator.mcp;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.infra.operator.api.SortedJson;
import dev.mcsync.infra.operator.people.CallFailedException;
import dev.mcsync.infra.operator.people.Calls;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person does. A task has the name that its creator gives the call: a command_id, else one
 * derived from the idempotency_key, else one derived from all that the call says; so the same call
 * makes one task, whoever lost the answer.
 */
final class BoardTools {

    private static final int LISTED = 50;

    private final Calls calls;

    BoardTools(Calls calls) {
        this.calls = calls;
    }

    /** By their names. */
    Map<String, Work> all() {
        return Map.of("create_task", this::create, "list_tasks", this::list, "get_task", this::get);
    }

    private Reply create(ObjectNode arguments) throws InterruptedException {
        Map<String, Object> body = new LinkedHashMap<>();
        arguments.properties().forEach(member -> body.put(member.getKey(), member.getValue()));
        body.remove("idempotency_key");
        body.put("command_id", commandId(arguments));
        JsonNode created = calls.create(body);
        String taskId = created.path("task_id").asString();
        ObjectNode told = Protocol.JSON.createObjectNode().put("task_id", taskId);
        told.set("command_id", created.path("command_id"));
        try {
            JsonNode task = calls.taskOnceItIsThere(taskId);
            told.set("task", task);
            return new Reply.Told(told.put("next", standing(task)));
        } catch (CallFailedException e) {
            return new Reply.Told(
                    told.put(
                            "next",
                            "It is accepted and will be there; it could not be read yet: "
                                    + e.getMessage()));
        }
    }

    private Reply list(ObjectNode arguments) throws InterruptedException {
        StringBuilder address = new StringBuilder("/api/dashboard/tasks?limit=");
        address.append(arguments.path("limit").asInt(LISTED));
        for (String word : List.of("status", "stage", "agent_id", "text")) {
            if (arguments.has(word)) {
                address.append('&')
                        .append(word.equals("text") ? "q" : word)
                        .append('=')
                        .append(Calls.parameter(arguments.path(word).asString()));
            }
        }
        ObjectNode told = Protocol.JSON.createObjectNode();
        told.set("tasks", calls.get(address.toString()).path("tasks"));
        return new Reply.Told(told);
    }

    private Reply get(ObjectNode arguments) throws InterruptedException {
        ObjectNode told = Protocol.JSON.createObjectNode();
        told.set("task", calls.task(arguments.path("task_id").asString()));
        return new Reply.Told(told);
    }

    /** A repeat of long ago is told as what it is: no second task. */
    private static String standing(JsonNode task) {
        return "The task was created at %s and is %s. For another one with the same content call with an idempotency_key of its own."
                .formatted(task.path("created_at").asString(), task.path("status").asString());
    }

    private static String commandId(ObjectNode arguments) {
        if (arguments.has("command_id")) {
            return arguments.path("command_id").asString();
        }
        return arguments.has("idempotency_key")
                ? CommandId.derivedFrom("mcp key", arguments.path("idempotency_key").asString())
                        .value()
                : CommandId.derivedFrom("mcp says", SortedJson.of(arguments)).value();
    }
}
