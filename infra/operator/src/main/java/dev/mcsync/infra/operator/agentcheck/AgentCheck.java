package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.infra.operator.agentcheck.Scenes.Scene;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Plays all scenes with one agent, one after the other. */
final class AgentCheck {

    private final Findings findings = new Findings();
    private final List<String> command;
    private final AgentId agent;
    private final Duration timeout;
    private final File output;

    /** How it ended. */
    sealed interface Outcome {
        record Decided(Findings findings) implements Outcome {}

        record NotStarted(String why) implements Outcome {}
    }

    /**
     * @param timeout how long anything may take that the agent is to do
     * @param output takes what it prints
     */
    AgentCheck(List<String> command, AgentId agent, Duration timeout, File output) {
        this.command = List.copyOf(command);
        this.agent = agent;
        this.timeout = timeout;
        this.output = output;
    }

    /**
     * @param scenes hears what is played next
     */
    Outcome run(Consumer<String> scenes) throws InterruptedException {
        ScriptedSystem system = new ScriptedSystem(agent, findings);
        String token = "token-" + UUID.randomUUID();
        try (Door door = new Door(system, findings, agent, token);
                AgentProcess process =
                        new AgentProcess(
                                command,
                                Map.of(
                                        "MC_URL",
                                        door.url(),
                                        "MC_TOKEN",
                                        token,
                                        "MC_AGENT_ID",
                                        agent.value()),
                                output,
                                () -> system.change(() -> {}))) {
            Stage stage = new Stage(agent, system, process, findings, timeout);
            String trouble = startTrouble(stage);
            if (trouble != null) {
                return new Outcome.NotStarted(trouble);
            }
            play(stage, scenes);
            return new Outcome.Decided(findings);
        }
    }

    private @Nullable String startTrouble(Stage stage) throws InterruptedException {
        try {
            return stage.start()
                    ? null
                    : "it did not ask for commands within %d s: %s"
                            .formatted(timeout.toSeconds(), stage.process().told());
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void play(Stage stage, Consumer<String> told) throws InterruptedException {
        Endings endings = new Endings(stage);
        for (Scene scene : concat(new Scenes(stage).all(), endings.all())) {
            told.accept(scene.name());
            if (!play(stage, scene.play())) {
                return;
            }
        }
        Scene last = endings.goodbye();
        told.accept(last.name());
        stage.begin();
        quietly(last.play());
    }

    private static List<Scene> concat(List<Scene> first, List<Scene> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    /** Whether there is an agent to go on with. */
    private boolean play(Stage stage, Scenes.Play scene) throws InterruptedException {
        stage.begin();
        quietly(scene);
        if (!stage.isSpoiled()) {
            return true;
        }
        try {
            if (stage.startAfresh()) {
                return true;
            }
            findings.broken(Rule.LIVES, "started again it asks for no commands", null);
        } catch (IOException e) {
            findings.broken(Rule.LIVES, "it cannot be started again: " + e.getMessage(), null);
        }
        return false;
    }

    private static void quietly(Scenes.Play scene) throws InterruptedException {
        try {
            scene.play();
        } catch (GoalMissedException _) {
            // It is among the findings.
        }
    }
}
