package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says that the agent is alive, and which attempts this run of it goes on with. */
final class Heart {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration LAST_BEAT = Duration.ofSeconds(2);

    private final Semaphore mayBeat = new Semaphore(1);
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
            mayBeat.acquire();
            try {
                beatOnce();
            } finally {
                mayBeat.release();
            }
            Thread.sleep(interval);
        }
    }

    /**
     * The last one, if anybody hears it. None follows, and none is on its way unless the network
     * hangs: it would bring the agent back.
     */
    void leave() throws InterruptedException {
        mayBeat.tryAcquire(LAST_BEAT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            say(true);
        } catch (ApiUnreachableException _) {
            agent.log().trouble("could not say goodbye: the agent will be missed");
        }
    }

    private void beatOnce() {
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
