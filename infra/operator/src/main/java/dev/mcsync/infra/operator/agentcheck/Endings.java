package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.infra.operator.agentcheck.Handed.Seen;
import dev.mcsync.infra.operator.agentcheck.Scenes.Scene;
import dev.mcsync.infra.operator.agentcheck.Trouble.Away;
import java.io.IOException;
import java.util.List;

/** The scenes in which the agent's program ends. */
final class Endings {

    private static final int EVER = 1000;

    private final Stage stage;
    private final ScriptedSystem system;
    private final Findings findings;

    Endings(Stage stage) {
        this.stage = stage;
        this.system = stage.system();
        this.findings = stage.findings();
    }

    List<Scene> all() {
        return List.of(
                new Scene("killed at work", this::killedAtWork),
                new Scene("killed with something to say", this::killedBeforeItCouldSay));
    }

    /** The last of all. */
    Scene goodbye() {
        return new Scene("asked to end", this::askedToEnd);
    }

    private void killedAtWork() throws InterruptedException, GoalMissedException {
        Handed task = stage.give(600);
        stage.isRunning(task);
        stage.process().kill();
        int reports = task.reports().size();
        startAgain();
        stage.reachesByHeartbeat(
                Rule.RESTART, "a heartbeat after the start", () -> !system.beats().isEmpty());
        findings.shown(Rule.BOOT_ID);
        stage.reaches(
                Rule.RESTART,
                "failed of what it was killed at, or progress of it",
                () -> task.reports().size() > reports);
        findings.shown(Rule.RESTART);
        if (!task.status().isFinal()) {
            stage.cancel(task);
        }
    }

    private void killedBeforeItCouldSay() throws InterruptedException, GoalMissedException {
        Handed task = stage.task(1);
        for (int tries = 0; tries < EVER; tries++) {
            task.befall(ReportType.DONE, new Away(1));
        }
        system.give(task);
        stage.reaches(
                Rule.WORKS,
                "done of \"" + task.start().title() + "\"",
                () -> Stage.find(task, ReportType.DONE).isPresent());
        stage.process().kill();
        Seen said = task.find(ReportType.DONE);
        system.change(() -> task.relieve(ReportType.DONE));
        startAgain();
        stage.reaches(
                Rule.OUTBOX,
                "what it could not say before it was killed",
                () -> task.status().isFinal());
        if (said == null || !said.taken) {
            stage.miss(
                    Rule.OUTBOX,
                    "it does not say the same as before it was killed",
                    task.reports().getLast());
        }
        findings.shown(Rule.OUTBOX);
    }

    private void askedToEnd() throws InterruptedException, GoalMissedException {
        boolean isOver = stage.process().end(stage.timeout());
        if (findings.of(Rule.HEARTBEAT) instanceof Verdict.Broken) {
            findings.notShown(Rule.GOODBYE, "it gives no signs of life");
            return;
        }
        if (system.beats().stream().noneMatch(beat -> beat.heartbeat().leaving())) {
            findings.broken(Rule.GOODBYE, "no heartbeat of it says that it is leaving", null);
        }
        if (!isOver) {
            findings.broken(
                    Rule.GOODBYE,
                    "it still runs %d s after SIGTERM".formatted(stage.timeout().toSeconds()),
                    null);
        }
        findings.shown(Rule.GOODBYE);
    }

    private void startAgain() throws InterruptedException, GoalMissedException {
        stage.process().kill();
        try {
            if (!stage.start()) {
                stage.miss(Rule.LIVES, "started again it asks for no commands", null);
            }
        } catch (IOException e) {
            stage.miss(Rule.LIVES, "it cannot be started again: " + e.getMessage(), null);
        }
    }
}
