package dev.mcsync.processor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.testbed.CrowdedPool;
import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.core.TaskDecider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the settings by their names to what is decided of a task or an agent. */
class LimitsSettingsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final TaskId TASK = new TaskId("tsk_1");
    private static final AgentId AGENT = new AgentId("agt_atlas");
    private static final Question WHICH =
            new Question(new QuestionId("which"), "Which of the two?", List.of());

    private @Nullable TaskSnapshot task;
    private int events;

    @Test
    void whoDoesNotAcknowledgeInItsTimeIsHandedTheTaskAgain() {
        TaskDecider decider = decider("mc.ack-timeout=7s");

        decide(decider, created(TaskLimits.DEFAULT));

        assertThat(deadline()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void anAttemptThatIsSilentForItsTimeHasTimedOut() {
        TaskDecider decider = decider("mc.running-timeout=9s");
        decide(decider, created(TaskLimits.DEFAULT));

        decide(decider, report(ReportType.RUNNING, null));

        assertThat(deadline()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void anAttemptIsHandedOutAgainSoOftenAndThenTimesOut() {
        TaskDecider decider = decider("mc.max-resends=1");
        decide(decider, created(TaskLimits.DEFAULT));

        decide(decider, deadlinePassed());
        assertThat(task().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(task().attempt().deliveries()).isEqualTo(2);
        decide(decider, deadlinePassed());

        assertThat(task().status()).isEqualTo(TaskStatus.TIMEOUT);
    }

    @Test
    void anAttemptWaitsSoLongForAPersonWhomItsAgentHasAsked() {
        TaskDecider decider = decider("mc.answer-timeout=3h");
        decide(decider, created(TaskLimits.DEFAULT));

        decide(decider, report(ReportType.PROGRESS, WHICH));

        assertThat(deadline()).isEqualTo(Duration.ofHours(3));
    }

    /** Its part of it is of the attempt's own, and always the same. */
    @Test
    void theSecondAttemptWaitsForItsPartOfTheBackOff() {
        TaskDecider decider = decider("mc.retry-back-off=100s");
        decide(decider, created(new TaskLimits(null, null, 3)));

        decide(decider, report(ReportType.FAILED, null));

        assertThat(deadline()).isEqualTo(partOf(Duration.ofSeconds(100)));
    }

    @Test
    void noAttemptWaitsForMoreThanItsPartOfTheLongestBackOff() {
        TaskDecider decider = decider("mc.retry-back-off=100s", "mc.max-retry-back-off=150s");
        decide(decider, created(new TaskLimits(null, null, 3)));
        decide(decider, report(ReportType.FAILED, null));
        decide(decider, deadlinePassed());

        decide(decider, report(ReportType.FAILED, null));

        assertThat(deadline()).isEqualTo(partOf(Duration.ofSeconds(150)));
    }

    @Test
    void anAgentIsOfflineAfterItsSilence() {
        Heartbeat heartbeat = Beats.beat(id(), AGENT);

        var agent =
                new StateProcessor()
                        .agentDecider(settings("mc.offline-after=11s"))
                        .decide(
                                null,
                                new Received<>(
                                        heartbeat,
                                        new SourcePosition("mc.agent-heartbeats", 0, 0),
                                        NOW,
                                        "hash"),
                                NOW)
                        .change()
                        .orElseThrow();

        assertThat(agent.deadlineAt()).isEqualTo(NOW.plusSeconds(11));
    }

    @Test
    void soManyConnectionsToTheDatabaseAreOpenAtOnce() {
        assertThat(
                        CrowdedPool.connectionsOf(url ->
                                new StateProcessor()
                                        .connections(settings(url, "mc.max-connections=5"))))
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mc.task-concurrency", "mc.agent-concurrency"})
    void noThreadsAtAllAreRefusedByName(String name) {
        assertThatThrownBy(() -> settings(name + "=0"))
                .rootCause()
                .hasMessage("Expected %s of at least 1, found 0".formatted(name));
    }

    private static TaskDecider decider(String... lines) {
        return new StateProcessor().taskDecider(settings(lines));
    }

    private static ProcessorSettings settings(String... lines) {
        return GivenSettings.of(ProcessorSettings.class, lines);
    }

    private void decide(TaskDecider decider, TaskFact fact) {
        SourcePosition source = new SourcePosition("mc.task-events", 0, events);
        decider.decide(task, new Received<>(fact, source, NOW, "hash-" + events), NOW)
                .change()
                .ifPresent(next -> task = next);
    }

    private TaskSnapshot task() {
        return requireNonNull(task);
    }

    /** From now. */
    private Duration deadline() {
        return Duration.between(NOW, requireNonNull(task().phase().deadlineAt()));
    }

    private Duration partOf(Duration backOff) {
        return Duration.ofMillis((long) (backOff.toMillis() * task().commandId().fraction()));
    }

    private TaskCreated created(TaskLimits limits) {
        return new TaskCreated(
                id(),
                new CommandId("cmd_1"),
                new Brief(TASK, AGENT, "A task", null, limits),
                Stage.TODO,
                null);
    }

    private AgentReport report(ReportType type, @Nullable Question question) {
        return new AgentReport(
                id(),
                TASK,
                AGENT,
                task().commandId(),
                type,
                null,
                null,
                null,
                null,
                null,
                null,
                new AgentReport.Words(question, List.of(), null));
    }

    private DeadlinePassed deadlinePassed() {
        return DeadlinePassed.of(TASK, task().commandId(), task().version(), false, NOW);
    }

    private EventId id() {
        return new EventId("evt_" + ++events);
    }
}
