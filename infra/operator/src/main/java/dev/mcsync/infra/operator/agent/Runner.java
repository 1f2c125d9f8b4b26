package dev.mcsync.infra.operator.agent;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.terminal.ForeignText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * An agent at work: it takes commands as far as it has places free, and listens to what is said to
 * it.
 */
final class Runner implements AutoCloseable {

    /**
     * While no start can be taken, or all are known, nothing is waited for: the answer would come
     * at once.
     */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    /** As much, while every place is taken. */
    private static final Duration BETWEEN_LOOKS_WHEN_FULL = Duration.ofSeconds(2);

    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(2);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final McApi api;
    private final Agent agent;
    private final Program program;
    private final Upkeep upkeep;
    private final Semaphore places;
    private final Map<String, Running> attempts = new ConcurrentHashMap<>();
    private final Told told = new Told();
    private volatile boolean ending;

    private record Running(Attempt attempt, Thread thread) {}

    /**
     * @param parallel how many tasks it works on at once
     */
    Runner(McApi api, Agent agent, Program program, int parallel, Duration heartbeat) {
        this.api = api;
        this.agent = agent;
        this.program = program;
        this.places = new Semaphore(parallel);
        this.upkeep = new Upkeep(agent, new Heart(api, agent, heartbeat, this::hear));
    }

    /** Reports what an earlier run left behind, and begins to send. */
    void begin() {
        for (Begun left : agent.journal().begun()) {
            if (left.process() == null) {
                askWhose(left);
            } else {
                left.process().find().ifPresent(this::endLeftOver);
                reportLost(left);
            }
        }
        upkeep.begin();
    }

    /**
     * No program was begun, so nobody knows what the acknowledgement did, if it was sent at all:
     * the same one, sent again, tells. Another runner of the agent may be at work on it.
     */
    private void askWhose(Begun left) {
        agent.journal().kept(left.commandId()).stream()
                .filter(report -> report.path("type").asString().equals("ack"))
                .findFirst()
                .ifPresentOrElse(
                        ack ->
                                agent.outbox()
                                        .add(ack)
                                        .thenAccept(answer -> {
                                            if (Verdict.of(answer) == Verdict.TAKEN) {
                                                reportLost(left);
                                            } else {
                                                agent.journal().over(left.commandId());
                                            }
                                        }),
                        () -> agent.journal().over(left.commandId()));
    }

    private void reportLost(Begun left) {
        agent.log().trouble("was at work when the runner ended: " + left.taskId());
        agent.outbox()
                .add(
                        new Reports(agent.id(), left.taskId(), left.commandId())
                                .failed(
                                        "agent_restarted",
                                        "The agent was started again; what it was doing is lost"));
    }

    /** Takes commands until it is closed or its thread is interrupted. */
    void live() throws InterruptedException {
        while (!ending) {
            try {
                Answer answer = api.get(path(), "Prefer", "wait=25");
                if (!answer.isSuccess()) {
                    agent.away(answer.toString());
                    Thread.sleep(answer.retryAfter().orElse(PAUSE_AFTER_TROUBLE));
                } else if (!obeyAll(answer)) {
                    pauseBeforeTheNextLook();
                }
            } catch (ApiUnreachableException _) {
                // The heartbeats and the reports tell it; here it is tried again.
                Thread.sleep(PAUSE_AFTER_TROUBLE);
            }
        }
    }

    /** Ends the programs, and sends what is still to be said, for a few seconds. */
    @Override
    public void close() {
        ending = true;
        List<Running> running = List.copyOf(attempts.values());
        running.forEach(each -> each.attempt().stop());
        agent.quietly(() -> {
            long deadline = System.nanoTime() + program.grace().plus(LAST_WORDS).toNanos();
            for (Running each : running) {
                each.thread().join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            }
        });
        upkeep.close();
    }

    private String path() {
        return "/api/agents/" + agent.id() + "/commands" + told.query();
    }

    /** Whether one of them was news. */
    private boolean obeyAll(Answer answer) {
        JsonNode commands = answer.body().path("commands");
        boolean isNews = commands.isEmpty();
        for (JsonNode command : commands) {
            isNews |= obey(command);
        }
        return isNews;
    }

    private boolean obey(JsonNode command) {
        String commandId = command.path("command_id").asString();
        return switch (command.path("type").asString()) {
            case "start" -> start(commandId, command);
            case "message" -> hear(command);
            default -> {
                giveUp(commandId);
                yield told.add(commandId);
            }
        };
    }

    private boolean start(String commandId, JsonNode command) {
        if (ending || attempts.containsKey(commandId) || !places.tryAcquire()) {
            return false;
        }
        Attempt attempt = new Attempt(command, agent, program);
        Thread thread =
                Thread.ofVirtual()
                        .unstarted(() -> {
                            try {
                                agent.quietly(attempt::run);
                            } finally {
                                attempts.remove(commandId);
                                places.release();
                            }
                        });
        attempts.put(commandId, new Running(attempt, thread));
        thread.start();
        return true;
    }

    /** What a heartbeat's answer tells comes here, too. */
    private boolean hear(JsonNode command) {
        String commandId = command.path("command_id").asString();
        if (command.path("type").asString().equals("cancel")) {
            giveUp(commandId);
            return true;
        }
        JsonNode message = command.path("message");
        Running running = attempts.get(commandId);
        boolean isHeard = running != null && running.attempt().hear(message);
        boolean isNews = told.add(message.path("id").asString());
        if (isNews && running != null && !isHeard) {
            agent.log()
                    .trouble(
                            "the program does not listen (see --input open) to: "
                                    + ForeignText.line(message.path("text").asString()));
        }
        return isNews;
    }

    private void giveUp(String commandId) {
        Running running = attempts.get(commandId);
        if (running != null) {
            running.attempt().giveUp();
        }
    }

    private void endLeftOver(ProcessHandle process) {
        agent.log().trouble("ends the program that the earlier run left behind: " + process.pid());
        Program.end(process, program.grace());
    }

    /** Shorter where all places are taken and one becomes free meanwhile. */
    private void pauseBeforeTheNextLook() throws InterruptedException {
        if (places.availablePermits() > 0) {
            Thread.sleep(BETWEEN_LOOKS);
        } else if (places.tryAcquire(BETWEEN_LOOKS_WHEN_FULL.toMillis(), TimeUnit.MILLISECONDS)) {
            places.release();
        }
    }
}
