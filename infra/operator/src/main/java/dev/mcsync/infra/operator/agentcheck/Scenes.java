package dev.mcsync.infra.operator.agentcheck;

import static dev.mcsync.infra.operator.agentcheck.Stage.find;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.operator.agentcheck.Trouble.Away;
import dev.mcsync.infra.operator.agentcheck.Trouble.Cut;
import dev.mcsync.infra.operator.agentcheck.Trouble.Late;
import dev.mcsync.infra.operator.agentcheck.Trouble.Stale;
import dev.mcsync.infra.operator.agentcheck.Trouble.Unsure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens to the agent at work, a scene for each thing that can go wrong. */
final class Scenes {

    private static final Duration WINDOW = Duration.ofSeconds(3);
    private static final int POLLS_A_SECOND = 2;

    /** In a window that begins with one, and ends within one. */
    private static final long MOST_POLLS = WINDOW.toSeconds() * POLLS_A_SECOND + 2;

    private final Stage stage;
    private final ScriptedSystem system;
    private final Findings findings;

    Scenes(Stage stage) {
        this.stage = stage;
        this.system = stage.system();
        this.findings = stage.findings();
    }

    /** Returns when it was shown, or throws when it cannot be. */
    interface Play {
        void play() throws InterruptedException, GoalMissedException;
    }

    record Scene(String name, Play play) {}

    List<Scene> all() {
        return List.of(
                new Scene("nothing to do", this::nothingToDo),
                new Scene("a plain task", this::plainTask),
                new Scene("a start that is told again", this::toldAgain),
                new Scene("an ack that takes no effect", this::vainAck),
                new Scene("lost answers, and a system that asks to wait", this::lostAnswers),
                new Scene("an attempt that was replaced", () -> over(new Stale())),
                new Scene("a task that is over", () -> over(new Late(TaskStatus.DONE))),
                new Scene("another task while at work, and a cancel", this::fullAndCancelled),
                new Scene("a question", this::question),
                new Scene("a command of a later version", this::laterWords));
    }

    private void nothingToDo() throws InterruptedException, GoalMissedException {
        stage.reachesByHeartbeat(Rule.HEARTBEAT, "a heartbeat", () -> !system.beats().isEmpty());
        findings.shown(Rule.HEARTBEAT);
        findings.shown(Rule.LIVES);
        spins(Rule.IDLE, "nothing was to do");
    }

    private void plainTask() throws InterruptedException, GoalMissedException {
        Handed task = stage.give(1);
        stage.isRunning(task);
        stage.isDone(Rule.WORKS, task);
        findings.shown(Rule.WORKS);
        findings.shown(Rule.ORDER);
    }

    private void toldAgain() throws InterruptedException, GoalMissedException {
        Handed task = stage.task(2);
        task.repeat(true);
        system.give(task);
        stage.isDone(Rule.WORKS, task);
        int polls = system.polls().size();
        system.await(() -> system.polls().size() > polls + 1, stage.timeout());
        stage.observe(WINDOW);
        system.change(() -> task.repeat(false));
        findings.shown(Rule.ONCE);
    }

    /**
     * Whether it took effect is not known at first, and then it did not: another one was faster.
     */
    private void vainAck() throws InterruptedException, GoalMissedException {
        Handed task = stage.task(1);
        task.befall(ReportType.ACK, new Unsure(), new Late(TaskStatus.RUNNING));
        system.give(task);
        stage.reaches(
                Rule.ACK_FIRST,
                "the ack again after 202, which does not say what it did",
                () ->
                        find(task, ReportType.ACK).filter(seen -> seen.times > 1).isPresent()
                                || find(task, ReportType.RUNNING).isPresent());
        stage.observe(WINDOW);
        findings.shown(Rule.ACK_FIRST);
    }

    private void lostAnswers() throws InterruptedException, GoalMissedException {
        system.beAwayForPolls(2);
        Handed task = stage.task(1);
        task.befall(ReportType.ACK, new Cut());
        task.befall(ReportType.RUNNING, new Away(2));
        task.befall(ReportType.DONE, new Cut());
        system.give(task);
        for (ReportType type : List.of(ReportType.ACK, ReportType.RUNNING, ReportType.DONE)) {
            if (type == ReportType.DONE) {
                stage.isDone(Rule.WORKS, task);
            }
            stage.reaches(
                    Rule.SAME_EVENT,
                    type.wireName() + " again, which was not answered",
                    () -> find(task, type).filter(seen -> seen.times > 1).isPresent());
        }
        findings.shown(Rule.SAME_EVENT);
        findings.shown(Rule.RETRY_AFTER);
    }

    private void over(Trouble trouble) throws InterruptedException, GoalMissedException {
        Handed task = stage.task(5);
        task.befall(ReportType.RUNNING, trouble);
        system.give(task);
        stage.isRunning(task);
        if (find(task, ReportType.RUNNING).filter(seen -> seen.first.waits()).isEmpty()) {
            findings.notShown(Rule.STOPS, "its reports do not ask (Prefer: wait) what they did");
            system.change(task::cancel);
            return;
        }
        Instant told = Instant.now();
        system.await(
                () ->
                        system.lastBeat(told.plusSeconds(1))
                                .filter(beat -> !beat.names(task))
                                .isPresent(),
                Duration.ofSeconds(10));
        findings.shown(Rule.STOPS);
    }

    private void fullAndCancelled() throws InterruptedException, GoalMissedException {
        Handed task = stage.give(600);
        stage.isRunning(task);
        Instant running = Instant.now();
        stage.reachesByHeartbeat(
                Rule.RUNNING,
                "a heartbeat that names what it is at work on",
                () ->
                        system.lastBeat(running).filter(beat -> beat.names(task)).isPresent()
                                || system.beatsSince(running) > 2);
        if (system.lastBeat(running).filter(beat -> beat.names(task)).isEmpty()) {
            stage.miss(Rule.RUNNING, "its heartbeats do not name what it is at work on", null);
        }
        findings.shown(Rule.RUNNING);
        Handed next = stage.give(1);
        spins(Rule.FULL, "a start waited that it could not take");
        if (find(next, ReportType.ACK).isPresent()) {
            findings.notShown(Rule.FULL, "it took every task that it was given");
        }
        stage.cancel(task);
        findings.shown(Rule.CANCEL);
        stage.isDone(Rule.WORKS, next);
    }

    private void question() throws InterruptedException, GoalMissedException {
        Handed task =
                stage.task(
                        "Ask",
                        "Ask a person \"Which region?\". Be done when you have the answer.",
                        "{\"ask\":\"Which region?\",\"seconds\":1}");
        system.give(task);
        stage.reaches(
                Rule.WORKS,
                "a question, or an end",
                () -> Stage.asked(task).isPresent() || task.status().isFinal());
        Optional<AgentReport> asked = Stage.asked(task);
        if (asked.isEmpty()) {
            findings.notShown(Rule.ANSWER, "it asked nothing, though the task says that it should");
            return;
        }
        PersonMessage answer = answer(asked.get().words().question());
        system.change(() -> task.say(answer));
        stage.reaches(
                Rule.ANSWER,
                "a report with acks: [" + answer.id() + "]",
                () -> task.isAcknowledged(answer));
        findings.shown(Rule.ANSWER);
        stage.isDone(Rule.WORKS, task);
    }

    private static PersonMessage answer(@Nullable Question question) {
        return new PersonMessage(
                EventId.fresh(),
                PersonMessage.Kind.ANSWER,
                question == null ? null : question.id(),
                "North",
                Instant.now());
    }

    private void laterWords() throws InterruptedException, GoalMissedException {
        system.tellLaterWords(true);
        stage.isDone(Rule.LATER, stage.give(1));
        system.tellLaterWords(false);
        findings.shown(Rule.LATER);
    }

    private void spins(Rule rule, String when) throws InterruptedException {
        int before = system.polls().size();
        stage.observe(WINDOW);
        List<Call> polls = system.polls();
        int asked = polls.size() - before;
        if (asked > MOST_POLLS) {
            findings.broken(
                    rule,
                    "it asked %d times within %d s while %s"
                            .formatted(asked, WINDOW.toSeconds(), when),
                    polls.getLast());
        }
        findings.shown(rule);
    }
}
