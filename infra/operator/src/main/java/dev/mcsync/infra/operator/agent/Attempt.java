package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.wire.Result;
import dev.mcsync.infra.operator.terminal.ForeignText;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One attempt at a task: the program runs once, and what comes of it is reported. */
final class Attempt {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A process that the program left behind may hold its output open for ever. */
    private static final Duration OUTPUT_ENDS_WITHIN = Duration.ofSeconds(2);

    private final JsonNode command;
    private final Agent agent;
    private final Program program;
    private final Reports reports;
    private final Telling telling;
    private final ProgramInput input = new ProgramInput();
    private final Output output = new Output();
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Process> process = new AtomicReference<>();
    private final AtomicReference<Wish> wish = new AtomicReference<>(Wish.GO_ON);

    private enum Wish {
        GO_ON,

        /** The attempt is no longer this agent's; nobody wants to hear of it. */
        GIVE_UP,

        /** The runner ends. */
        STOP
    }

    /**
     * @param command of type start
     */
    Attempt(JsonNode command, Agent agent, Program program) {
        this.command = command;
        this.agent = agent;
        this.program = program;
        this.reports = new Reports(agent.id(), taskId(), commandId());
        this.telling = new Telling(reports, this::send, agent.log());
    }

    String commandId() {
        return command.path("command_id").asString();
    }

    /** Returns when the attempt is over, and its last report cannot be lost. */
    void run() throws InterruptedException {
        agent.journal().take(new Begun(commandId(), taskId(), null));
        // What is no longer ours is not begun: the program would do what another one does.
        if (Verdict.of(agent.outbox().add(reports.of("ack")).join()) != Verdict.TAKEN) {
            giveUp();
        }
        if (wish.get() == Wish.GO_ON) {
            agent.log().says("▶ " + named());
            work();
        } else {
            settle(reports.failed("agent_stopped", "The agent was stopped before it began"));
        }
    }

    /**
     * It was cancelled or given to another attempt: the program is ended, and nothing more is told.
     */
    void giveUp() {
        end(Wish.GIVE_UP);
    }

    /** The runner ends: so does the program, and the attempt has failed. */
    void stop() {
        end(Wish.STOP);
    }

    /**
     * Hands the program what a person said; once, however often it is told.
     *
     * @return whether the program can hear it
     */
    boolean hear(JsonNode message) {
        if (program.input() != Program.Input.OPEN) {
            return false;
        }
        String id = message.path("id").asString();
        if (heard.add(id)) {
            input.add(
                    JSON.createObjectNode().set("message", message) + "\n",
                    () -> telling.acknowledge(id));
        }
        return true;
    }

    private void work() throws InterruptedException {
        Process running;
        try {
            running = program.start(command);
        } catch (IOException e) {
            settle(reports.failed("program_not_started", String.valueOf(e.getMessage())));
            return;
        }
        process.set(running);
        if (wish.get() != Wish.GO_ON) {
            end(wish.get());
        }
        agent.journal()
                .take(new Begun(commandId(), taskId(), Begun.Started.of(running.toHandle())));
        send(reports.of("running"));
        long began = System.nanoTime();
        Thread teller = Thread.ofVirtual().start(() -> agent.quietly(telling::run));
        Thread giver = Thread.ofVirtual().start(() -> agent.quietly(() -> give(running)));
        output.follow(running, telling::take, agent.log());
        int code = running.waitFor();
        giver.interrupt();
        output.await(OUTPUT_ENDS_WITHIN);
        telling.end(wish.get() != Wish.GIVE_UP);
        teller.join();
        settle(last(code, Duration.ofNanos(System.nanoTime() - began)));
    }

    /** The last report, unless the attempt is nobody's business any more. */
    private void settle(ObjectNode report) {
        if (wish.get() == Wish.GIVE_UP) {
            agent.journal().over(commandId());
            agent.log().trouble("given up: " + named());
        } else {
            agent.outbox().add(report);
        }
    }

    private ObjectNode last(int code, Duration took) {
        String time = "%.1f s".formatted(took.toMillis() / 1e3);
        if (code == 0 && wish.get() != Wish.STOP) {
            agent.log().good("done in " + time + ": " + named());
            return done();
        }
        String why = output.lastError().orElse(telling.message());
        ObjectNode failed =
                wish.get() == Wish.STOP
                        ? reports.failed("agent_stopped", "The agent was stopped")
                        : reports.failed(telling.errorCode().orElse("exit_" + code), why);
        agent.log().bad(failed.path("error_code").asString() + " after " + time + ": " + named());
        return failed;
    }

    private ObjectNode done() {
        ObjectNode done = reports.of("done");
        if (!telling.message().isEmpty()) {
            done.put("message", telling.message());
        }
        telling.result().ifPresent(result -> done.set("result", result));
        if (telling.result().isEmpty() && program.resultIsOutput() && !output.isBlank()) {
            done.set(
                    "result",
                    JSON.createObjectNode()
                            .put("text", Text.end(output.text(), Result.MAX_TEXT_LENGTH)));
        }
        return done;
    }

    private void send(ObjectNode report) {
        agent.outbox()
                .add(report)
                .thenAccept(answer -> {
                    if (Verdict.of(answer) == Verdict.OVER) {
                        giveUp();
                    }
                });
    }

    private void give(Process running) throws InterruptedException {
        String greeting = program.greeting(command);
        try {
            if (program.input() == Program.Input.OPEN) {
                input.write(running, greeting);
            } else {
                ProgramInput.writeAll(running, greeting);
            }
        } catch (IOException _) {
            agent.log().says("the program reads no more of its input: " + named());
        }
    }

    private void end(Wish how) {
        // The first wish counts.
        wish.compareAndSet(Wish.GO_ON, how);
        Process running = process.get();
        if (running != null) {
            Thread.ofVirtual().start(() -> Program.end(running.toHandle(), program.grace()));
        }
    }

    private String taskId() {
        return command.path("task_id").asString();
    }

    private String named() {
        return ForeignText.line(command.path("title").asString()) + " (" + taskId() + ")";
    }
}
