package dev.mcsync.infra.operator.people;

import tools.jackson.databind.JsonNode;

/** What a task of the API says, in the words of a terminal. */
final class TaskWords {
    private TaskWords() {}

    /** Nothing happens in it by itself any more: a failed one with a deadline is tried again. */
    static boolean isOver(JsonNode task) {
        return switch (text(task, "status")) {
            case "done" -> true;
            case "failed", "timeout" -> task.path("deadline_at").isMissingNode();
            default -> false;
        };
    }

    static boolean isDone(JsonNode task) {
        return text(task, "status").equals("done");
    }

    /** As {@code If-Match} takes it. */
    static String version(JsonNode task) {
        return "\"" + task.path("version").asLong(0) + "\"";
    }

    /** A cancelled task has failed, and a task whose agent waits for a person still runs. */
    static String status(JsonNode task) {
        if (text(task, "error_code").equals("cancelled") && text(task, "status").equals("failed")) {
            return "cancelled";
        }
        return task.at("/dialogue/open").isMissingNode() ? text(task, "status") : "asks";
    }

    static String standing(JsonNode task) {
        return "%s is %s in %s, version %s"
                .formatted(
                        text(task, "task_id"),
                        status(task).equals("asks")
                                ? text(task, "status") + " and asks"
                                : status(task),
                        text(task, "stage"),
                        text(task, "version"));
    }

    /** What a change was answered with; without a state it is on the log and not applied yet. */
    static String changed(JsonNode answer) {
        return answer.path("status").isMissingNode()
                ? text(answer, "task_id") + ": taken, and not applied yet"
                : standing(answer);
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
