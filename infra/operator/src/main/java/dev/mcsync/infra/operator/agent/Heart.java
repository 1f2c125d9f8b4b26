package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says that the agent is alive, and which attempts this run of it goes on with. */
final class Heart {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String bootId = "boot_" + UUID.randomUUID();
    private final McApi api;
    private final Agent agent;
    private final Duration interval;
    private final Consumer<JsonNode> hear;

    /**
     * @param hear takes what the answers tell, as commands of type cancel and message
     */
    Heart(McApi api, Agent agent, Duration interval, Consumer<JsonNode> hear) {
        this.api = api;
        this.agent = agent;
        this.interval = interval;
        this.hear = hear;
    }

    /** Until its thread is interrupted. */
    void beat() throws InterruptedException {
        while (true) {
            try {
                Answer answer = say(false);
                if (!answer.isSuccess()) {
                    agent.away(answer.toString());
                }
                answer.body().path("cancelled").forEach(id -> hear.accept(cancel(id.asString())));
                answer.body().path("messages").forEach(hear);
            } catch (ApiUnreachableException e) {
                agent.away(String.valueOf(e.getMessage()));
            }
            Thread.sleep(interval);
        }
    }

    /** The last one, if anybody hears it. */
    void leave() {
        try {
            say(true);
        } catch (ApiUnreachableException _) {
            agent.log().trouble("could not say goodbye: the agent will be missed");
        }
    }

    private Answer say(boolean leaving) {
        return api.post(
                "/api/agents/heartbeat",
                Map.of(
                        "agent_id",
                        agent.id(),
                        "boot_id",
                        bootId,
                        "running",
                        running(),
                        "leaving",
                        leaving));
    }

    /** Those whose last report is on its way are not over yet. */
    private List<String> running() {
        return Stream.concat(
                        agent.journal().begun().stream().map(Begun::commandId),
                        agent.journal().waiting().stream()
                                .map(report -> report.path("command_id").asString()))
                .distinct()
                .limit(Heartbeat.MAX_RUNNING)
                .toList();
    }

    private static JsonNode cancel(String commandId) {
        return JSON.createObjectNode().put("type", "cancel").put("command_id", commandId);
    }
}
