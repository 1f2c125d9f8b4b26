package dev.mcsync.infra.operator.agent;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent is told and its caller has not heard yet.
 *
 * @param tasks to begin or to go on with
 * @param cancelled attempts to stop, as commands
 * @param messages of people, as commands
 * @param unacknowledged command_ids of tasks that were handed out before and nobody has begun
 * @param trouble why nothing could be asked for; null when it could
 */
public record News(
        List<Task> tasks,
        List<JsonNode> cancelled,
        List<JsonNode> messages,
        List<String> unacknowledged,
        @Nullable String trouble) {

    /**
     * @param isUnderWay whether it was acknowledged before, perhaps by an earlier run
     */
    public record Task(JsonNode command, boolean isUnderWay) {}

    public boolean isEmpty() {
        return tasks.isEmpty() && cancelled.isEmpty() && messages.isEmpty();
    }

    News with(@Nullable String met) {
        return new News(tasks, cancelled, messages, unacknowledged, met);
    }
}
