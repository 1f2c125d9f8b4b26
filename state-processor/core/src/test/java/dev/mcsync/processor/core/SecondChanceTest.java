package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sending again, trying again, and agents that start anew. */
class SecondChanceTest {

    private static final TaskLimits THREE_ATTEMPTS = new TaskLimits(null, null, 3);

    @Test
    void aTaskMayHaveLimitsOfItsOwn() {
        TaskLimits own = new TaskLimits(Duration.ofSeconds(7), Duration.ofSeconds(60), 1);
        Facts facts = Facts.story().created(Stage.TODO, own);
        assertThat(facts.task().phase().deadlineAt()).isEqualTo(facts.now().plusSeconds(7));

        facts.after(Duration.ofSeconds(2)).reported(ReportType.RUNNING);

        assertThat(facts.task().phase().deadlineAt()).isEqualTo(facts.now().plusSeconds(60));
    }

    @Test
    void aReturnedAgentGetsTheTaskAgainHoweverOftenItWasSent() {
        Facts facts = Facts.story().created(Stage.TODO);
        for (int i = 0; i < 3; i++) {
            facts.after(Duration.ofMinutes(2)).deadlinePassed();
        }
        assertThat(facts.task().attempt().deliveries()).isEqualTo(4);

        facts.after(Duration.ofHours(5)).decide(facts.deadlineAfterReturn());

        assertThat(facts.task().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(facts.task().commandId()).isEqualTo(Facts.FIRST);
        assertThat(facts.task().attempt().deliveries()).isEqualTo(4);
        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(facts.now().plus(Duration.ofMinutes(2)));

        facts.after(Duration.ofMinutes(2)).deadlinePassed();
        assertThat(facts.task().status()).isEqualTo(TaskStatus.TIMEOUT);
    }

    @Test
    void aFailedTaskIsTriedAgainAfterItsBackOffAndTellsOfTheAttemptBefore() {
        Facts facts = Facts.story().created(Stage.TODO, THREE_ATTEMPTS).reported(ReportType.FAILED);
        assertThat(facts.task().status()).isEqualTo(TaskStatus.FAILED);
        assertThat(facts.task().isWaitingForRetry()).isTrue();
        assertThat(facts.task().phase().deadlineAt())
                .isBetween(facts.now(), facts.now().plusSeconds(5));

        facts.after(Duration.ofSeconds(5)).deadlinePassed();

        TaskSnapshot task = facts.task();
        assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(task.stage()).isEqualTo(Stage.TODO);
        assertThat(task.attempt().number()).isEqualTo(2);
        assertThat(task.commandId()).isNotEqualTo(Facts.FIRST);
        assertThat(task.attempt().deliveries()).isEqualTo(1);
        assertThat(task.attempt().prior())
                .extracting(PriorAttempt::commandId, PriorAttempt::status)
                .containsExactly(tuple(Facts.FIRST, TaskStatus.FAILED));
    }

    @Test
    void theCommandOfTheNextAttemptFollowsFromItsDeadline() {
        Facts facts = Facts.story().created(Stage.TODO, THREE_ATTEMPTS).reported(ReportType.FAILED);

        TaskDecision decision = facts.decide(facts.deadline());

        assertThat(Commands.commandsFor(decision.outcome(), facts.task()))
                .singleElement()
                .satisfies(command -> {
                    assertThat(command.commandId()).isEqualTo(facts.task().commandId());
                    assertThat(command.attempt()).isEqualTo(2);
                    assertThat(command.priorAttempts()).hasSize(1);
                });
    }

    @Test
    void theAttemptThatTimedOutIsStoppedBeforeTheNextOneStarts() {
        Facts facts =
                Facts.story().created(Stage.TODO, THREE_ATTEMPTS).reported(ReportType.RUNNING);
        TaskDecision timedOut = facts.after(Duration.ofMinutes(15)).decide(facts.deadline());
        assertThat(Commands.commandsFor(timedOut.outcome(), facts.task())).isEmpty();

        TaskDecision second = facts.decide(facts.deadline());

        CommandId next = facts.task().commandId();
        assertThat(told(second, facts)).containsExactly("cancel " + Facts.FIRST, "start " + next);

        facts.decide(facts.report(ReportType.RUNNING, next, Facts.AGENT, null));
        facts.after(Duration.ofMinutes(15)).deadlinePassed();
        TaskDecision third = facts.decide(facts.deadline());

        CommandId last = facts.task().commandId();
        assertThat(told(second, facts)).containsExactly("cancel " + Facts.FIRST);
        assertThat(told(third, facts)).containsExactly("cancel " + next, "start " + last);
    }

    @Test
    void anAttemptThatItsAgentGaveUpIsStoppedInEveryRunOfTheAgent() {
        Facts facts = Facts.story().created(Stage.TODO).reported(ReportType.RUNNING);

        TaskDecision decision = facts.after(Duration.ofSeconds(1)).decide(facts.restarted());

        assertThat(told(decision, facts)).containsExactly("cancel " + Facts.FIRST);
    }

    private static List<String> told(TaskDecision decision, Facts facts) {
        return Commands.commandsFor(decision.outcome(), facts.task()).stream()
                .map(command -> command.kind().wireName() + " " + command.commandId())
                .toList();
    }

    @Test
    void aTaskThatTimedOutIsTriedAgainAndItsIncidentResolved() {
        Facts facts =
                Facts.story().created(Stage.TODO, THREE_ATTEMPTS).reported(ReportType.RUNNING);
        facts.after(Duration.ofMinutes(15)).deadlinePassed();
        assertThat(facts.task().status()).isEqualTo(TaskStatus.TIMEOUT);

        TaskDecision decision = facts.decide(facts.deadline());

        assertThat(facts.task().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(decision.incidents())
                .hasOnlyElementsOfType(IncidentChange.Resolved.class)
                .hasSize(1);
    }

    @Test
    void afterTheLastAttemptNoClockRuns() {
        Facts facts = Facts.story().created(Stage.TODO, new TaskLimits(null, null, 2));
        facts.reported(ReportType.FAILED).deadlinePassed();
        facts.decide(facts.report(ReportType.FAILED, facts.task().commandId(), Facts.AGENT, null));

        assertThat(facts.task().attempt().number()).isEqualTo(2);
        assertThat(facts.task().phase().deadlineAt()).isNull();
        assertThat(facts.decide(facts.deadline()).outcome().reason())
                .isEqualTo(Reason.STALE_DEADLINE);
    }

    @Test
    void aPersonStopsTheRetryByCancellingOrByTheBacklog() {
        Facts cancelled =
                Facts.story().created(Stage.TODO, THREE_ATTEMPTS).reported(ReportType.FAILED);
        cancelled.decide(cancelled.cancelled());
        assertThat(cancelled.task().isCancelled()).isTrue();
        assertThat(cancelled.task().phase().deadlineAt()).isNull();

        Facts shelved =
                Facts.story().created(Stage.TODO, THREE_ATTEMPTS).reported(ReportType.FAILED);
        shelved.decide(shelved.moved(Stage.BACKLOG, null));
        assertThat(shelved.task().phase().deadlineAt()).isNull();
    }

    @Test
    void backOffsDoubleUpToTheLongestAndAreSpreadOverTheirWholeLength() {
        List<Double> parts = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            CommandId command = new CommandId("cmd_" + i);
            Duration first = Facts.LIMITS.backOff(command, 1);
            Duration tenth = Facts.LIMITS.backOff(command, 10);
            assertThat(first).isBetween(Duration.ZERO, Duration.ofSeconds(5));
            assertThat(tenth).isBetween(Duration.ZERO, Duration.ofMinutes(5));
            assertThat(Facts.LIMITS.backOff(command, 1)).isEqualTo(first);
            parts.add(tenth.toMillis() / 300_000.0);
        }
        assertThat(parts.stream().mapToDouble(part -> part).average().orElseThrow())
                .isBetween(0.45, 0.55);
        assertThat(parts).anyMatch(part -> part < 0.02).anyMatch(part -> part > 0.98);
    }

    @Test
    void anAgentThatStartsAnewEndsTheAttemptsItGaveUp() {
        for (ReportType last : List.of(ReportType.ACK, ReportType.RUNNING)) {
            Facts facts = Facts.story().created(Stage.TODO).reported(last);
            facts.after(Duration.ofSeconds(1)).decide(facts.restarted());

            assertThat(facts.task().status()).isEqualTo(TaskStatus.FAILED);
            assertThat(facts.task().stage()).isEqualTo(Stage.BLOCKED);
            assertThat(facts.task().remark().errorCode()).isEqualTo("agent_restarted");
        }
    }

    @Test
    void whatWasHeardOfAnAttemptAfterTheRestartKeepsItAlive() {
        Facts facts = Facts.story().created(Stage.TODO).reported(ReportType.ACK);
        AgentRestarted restarted =
                AgentRestarted.of(
                        Facts.TASK, Facts.FIRST, Facts.AGENT, new BootId("boot_2"), facts.now());
        facts.after(Duration.ofSeconds(1)).reported(ReportType.RUNNING);

        assertThat(facts.decide(restarted).outcome().reason()).isEqualTo(Reason.STALE_RESTART);
        assertThat(facts.task().status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void aRestartBeforeARetryDoesNotEndTheNewAttempt() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        AgentRestarted restarted = facts.restarted();
        facts.reported(ReportType.FAILED);
        facts.decide(facts.retried(Facts.SECOND));

        assertThat(facts.decide(restarted).outcome().reason()).isEqualTo(Reason.STALE_ATTEMPT);
    }

    @Test
    void limitsAreReadBackAsTheyWereKept() {
        assertThat(Limits.parse(Facts.LIMITS.toString())).isEqualTo(Facts.LIMITS);
    }
}
