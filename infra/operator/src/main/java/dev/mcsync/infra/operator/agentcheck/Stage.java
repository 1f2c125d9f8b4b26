package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.operator.agentcheck.Handed.Seen;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the scenes of a check are played. Of what goes wrong in one scene the first counts: what
 * comes of it is no breach of another rule.
 */
final class Stage {

    /** A sign of life may come that late, and the program is slow to start besides. */
    private static final Duration NEXT_HEARTBEAT = Duration.ofSeconds(65);

    private final AgentId agent;
    private final ScriptedSystem system;
    private final AgentProcess process;
    private final Findings findings;
    private final Duration timeout;
    private final List<Handed> handed = new ArrayList<>();
    private int breachesBefore;
    private boolean missed;

    Stage(
            AgentId agent,
            ScriptedSystem system,
            AgentProcess process,
            Findings findings,
            Duration timeout) {
        this.agent = agent;
        this.system = system;
        this.process = process;
        this.findings = findings;
        this.timeout = timeout;
    }

    ScriptedSystem system() {
        return system;
    }

    AgentProcess process() {
        return process;
    }

    Findings findings() {
        return findings;
    }

    Duration timeout() {
        return timeout;
    }

    void begin() {
        breachesBefore = findings.breaches();
        missed = false;
        handed.clear();
    }

    boolean isSpoiled() {
        return missed || findings.breaches() > breachesBefore || !process.isAlive();
    }

    /**
     * Whether it came up: it asks for commands.
     *
     * @throws IOException when there is no such program
     */
    boolean start() throws IOException, InterruptedException {
        system.started();
        process.start();
        return system.await(() -> !system.polls().isEmpty() || !process.isAlive(), timeout)
                && process.isAlive();
    }

    /** The agent is killed, and begins again with nothing to do. */
    boolean startAfresh() throws IOException, InterruptedException {
        system.change(() -> handed.forEach(Handed::abandon));
        system.tellLaterWords(false);
        process.kill();
        return start();
    }

    Handed task(int seconds) {
        return task(
                "Count to " + seconds,
                "Work for " + seconds + " s.",
                "{\"seconds\":" + seconds + "}");
    }

    Handed task(String title, String instructions, String payload) {
        Handed attempt =
                new Handed(
                        Commands.start(
                                agent,
                                "Agent check: " + title,
                                instructions,
                                StrictJson.canonical(payload)));
        handed.add(attempt);
        return attempt;
    }

    /** A task that is given as it is. */
    Handed give(int seconds) {
        Handed attempt = task(seconds);
        system.give(attempt);
        return attempt;
    }

    /** Looks on for a while. */
    void observe(Duration time) throws InterruptedException {
        system.await(() -> !process.isAlive(), time);
    }

    void reaches(Rule rule, String what, BooleanSupplier condition)
            throws InterruptedException, GoalMissedException {
        reaches(rule, what, timeout, condition);
    }

    /** For what heartbeats tell. */
    void reachesByHeartbeat(Rule rule, String what, BooleanSupplier condition)
            throws InterruptedException, GoalMissedException {
        if (findings.of(Rule.HEARTBEAT) instanceof Verdict.Broken) {
            findings.notShown(rule, "it gives no signs of life");
            missed = true;
            throw new GoalMissedException();
        }
        reaches(rule, what, longer(), condition);
    }

    void isDone(Rule rule, Handed attempt) throws InterruptedException, GoalMissedException {
        reaches(
                rule,
                "done of \"" + attempt.start().title() + "\"",
                () -> attempt.status().isFinal());
        if (attempt.status() != TaskStatus.DONE) {
            Seen failed = attempt.find(ReportType.FAILED);
            miss(Rule.WORKS, "it says failed of a task that can be done", failed);
        }
    }

    void isRunning(Handed attempt) throws InterruptedException, GoalMissedException {
        reaches(
                Rule.WORKS,
                "running of \"" + attempt.start().title() + "\"",
                () -> find(attempt, ReportType.RUNNING).isPresent());
    }

    /** It is told to stop, and does. */
    void cancel(Handed task) throws InterruptedException, GoalMissedException {
        system.change(task::cancel);
        Instant limit = Instant.now().plus(timeout());
        reachesByHeartbeat(
                Rule.CANCEL,
                "a heartbeat that does not name it any more",
                () -> task.stoppedAt() != null || system.lastBeat(limit).isPresent());
        if (task.stoppedAt() == null) {
            miss(
                    Rule.CANCEL,
                    "its heartbeats name it %d s after the cancel".formatted(timeout().toSeconds()),
                    null);
        }
    }

    static Optional<Seen> find(Handed attempt, ReportType type) {
        return Optional.ofNullable(attempt.find(type));
    }

    static Optional<AgentReport> asked(Handed attempt) {
        return attempt.reports().stream()
                .map(seen -> seen.report)
                .filter(report -> report.words().question() != null)
                .findFirst();
    }

    void miss(Rule rule, String what, @Nullable Seen seen) throws GoalMissedException {
        if (!isSpoiled()) {
            findings.broken(rule, what, seen == null ? null : seen.first);
        }
        missed = true;
        throw new GoalMissedException();
    }

    private Duration longer() {
        return timeout.compareTo(NEXT_HEARTBEAT) > 0 ? timeout : NEXT_HEARTBEAT;
    }

    private void reaches(Rule rule, String what, Duration limit, BooleanSupplier condition)
            throws InterruptedException, GoalMissedException {
        system.await(() -> condition.getAsBoolean() || !process.isAlive(), limit);
        if (system.locked(condition::getAsBoolean)) {
            return;
        }
        if (!process.isAlive()) {
            findings.broken(Rule.LIVES, process.told(), null);
        }
        miss(rule, "expected %s within %d s".formatted(what, limit.toSeconds()), null);
    }
}
