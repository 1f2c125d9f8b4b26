package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TaskDeciderTest {

    @Test
    void aNewTaskIsHandedOutWithAClock() {
        Facts facts = Facts.story().created(Stage.TODO);

        assertThat(facts.task().version()).isEqualTo(1);
        assertThat(facts.task().attempt().deliveries()).isEqualTo(1);
        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(Facts.START.plus(Facts.LIMITS.ackTimeout()));
    }

    @Test
    void aTaskInTheBacklogIsHandedOutOnlyWhenItLeavesIt() {
        Facts facts = Facts.story().created(Stage.BACKLOG);
        assertThat(facts.task().attempt().deliveries()).isZero();
        assertThat(facts.task().phase().deadlineAt()).isNull();

        TaskDecision moved = facts.decide(facts.moved(Stage.TODO, 1L));

        assertThat(facts.task().attempt().deliveries()).isEqualTo(1);
        assertThat(facts.task().phase().deadlineAt()).isNotNull();
        assertThat(Commands.commandsFor(moved.outcome(), facts.task()))
                .extracting(AgentCommand::kind)
                .containsExactly(AgentCommand.Kind.START);
    }

    @Test
    void aTaskPutBackIntoTheBacklogHasNoClock() {
        Facts facts = Facts.story().created(Stage.TODO);

        facts.decide(facts.moved(Stage.BACKLOG, null));

        assertThat(facts.task().phase().deadlineAt()).isNull();
        assertThat(facts.task().isWaitingForItsAgent()).isFalse();
    }

    @Test
    void anUnacknowledgedAttemptIsSentAgainThreeTimesThenTimesOut() {
        Facts facts = Facts.story().created(Stage.TODO);

        for (int resend = 1; resend <= Facts.LIMITS.maxResends(); resend++) {
            facts.after(Facts.LIMITS.ackTimeout());
            TaskDecision decision = facts.decide(facts.deadline());
            assertThat(facts.task().status()).isEqualTo(TaskStatus.QUEUED);
            assertThat(facts.task().attempt().deliveries()).isEqualTo(1 + resend);
            assertThat(facts.task().commandId()).isEqualTo(Facts.FIRST);
            assertThat(Commands.commandsFor(decision.outcome(), facts.task())).hasSize(1);
        }
        TaskDecision last = facts.after(Facts.LIMITS.ackTimeout()).decide(facts.deadline());

        assertThat(facts.task().status()).isEqualTo(TaskStatus.TIMEOUT);
        assertThat(facts.task().stage()).isEqualTo(Stage.BLOCKED);
        assertThat(facts.task().remark().errorCode()).isEqualTo("timeout");
        assertThat(last.incidents()).singleElement().isInstanceOf(IncidentChange.Opened.class);
        assertThat(Commands.commandsFor(last.outcome(), facts.task())).isEmpty();
    }

    @Test
    void aDeadlineThatWasMetBeforeItsFactIsAppliedIsStale() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        TaskFact passed = facts.deadline();
        facts.reported(ReportType.PROGRESS);

        TaskDecision decision = facts.decide(passed);

        assertThat(decision.outcome().reason()).isEqualTo(Reason.STALE_DEADLINE);
        assertThat(facts.task().status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void aReportStartsTheRunningClockAfresh() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING).after(Duration.ofMinutes(10));

        facts.reported(ReportType.RUNNING);

        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(facts.now().plus(Facts.LIMITS.runningTimeout()));
    }

    @Test
    void aReportFromAnAttemptThatWasGivenUpCannotTouchTheCard() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);
        facts.decide(facts.retried(Facts.SECOND));
        long version = facts.task().version();

        TaskDecision decision = facts.decide(facts.report(ReportType.DONE));

        assertThat(decision.outcome().effect()).isEqualTo(Effect.REFUSED);
        assertThat(decision.outcome().reason()).isEqualTo(Reason.STALE_ATTEMPT);
        assertThat(facts.task().version()).isEqualTo(version);
    }

    @Test
    void anotherAgentCannotReport() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        TaskDecision decision =
                facts.decide(
                        facts.report(ReportType.DONE, Facts.FIRST, new AgentId("agt_other"), null));

        assertThat(decision.outcome().reason()).isEqualTo(Reason.WRONG_AGENT);
    }

    /** It would be told of an attempt that is none of its business. */
    @Test
    void anotherAgentIsNotToldWhetherItsAttemptIsTheCurrentOne() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        TaskDecision decision =
                facts.decide(
                        facts.report(
                                ReportType.DONE, Facts.SECOND, new AgentId("agt_other"), null));

        assertThat(decision.outcome().reason()).isEqualTo(Reason.WRONG_AGENT);
    }

    @Test
    void aFactAboutNoTaskIsRefused() {
        Facts facts = Facts.story();

        TaskDecision decision = facts.decide(facts.report(ReportType.ACK));

        assertThat(decision.outcome().reason()).isEqualTo(Reason.UNKNOWN_TASK);
        assertThat(decision.outcome().before()).isNull();
    }

    @Test
    void aTaskIsCreatedOnce() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        TaskDecision decision =
                facts.decide(
                        new TaskCreated(
                                new EventId("evt_other"),
                                Facts.FIRST,
                                new Brief(Facts.TASK, Facts.AGENT, "Another title"),
                                Stage.TODO,
                                null));

        assertThat(decision.outcome().reason()).isEqualTo(Reason.ALREADY_EXISTS);
        assertThat(facts.task().brief().title()).isEqualTo("A task");
    }

    @Test
    void aRetryIsANewAttemptThatRemembersTheOldOne() {
        Facts facts = Facts.taskIn(TaskStatus.TIMEOUT);

        TaskDecision decision = facts.decide(facts.retried(Facts.SECOND));

        assertThat(facts.task().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(facts.task().attempt().number()).isEqualTo(2);
        assertThat(facts.task().commandId()).isEqualTo(Facts.SECOND);
        assertThat(facts.task().remark().errorCode()).isNull();
        assertThat(facts.task().attempt().prior())
                .singleElement()
                .satisfies(prior -> {
                    assertThat(prior.commandId()).isEqualTo(Facts.FIRST);
                    assertThat(prior.status()).isEqualTo(TaskStatus.TIMEOUT);
                });
        assertThat(decision.incidents())
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void anAttemptIsNeverUsedTwice() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);

        assertThat(facts.decide(facts.retried(Facts.FIRST)).outcome().reason())
                .isEqualTo(Reason.NOT_RETRYABLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"QUEUED", "ACK", "RUNNING", "DONE"})
    void onlyAFailedOrTimedOutTaskIsRetried(TaskStatus status) {
        Facts facts = Facts.taskIn(status);

        assertThat(facts.decide(facts.retried(Facts.SECOND)).outcome().reason())
                .isEqualTo(Reason.NOT_RETRYABLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"QUEUED", "ACK", "RUNNING", "TIMEOUT"})
    void aCancelledTaskHasFailedAndItsAgentIsTold(TaskStatus status) {
        Facts facts = Facts.taskIn(status);

        TaskDecision decision = facts.decide(facts.cancelled());

        assertThat(facts.task().isCancelled()).isTrue();
        assertThat(facts.task().stage()).isEqualTo(Stage.BLOCKED);
        assertThat(facts.task().phase().deadlineAt()).isNull();
        assertThat(Commands.commandsFor(decision.outcome(), facts.task()))
                .extracting(AgentCommand::kind)
                .containsExactly(AgentCommand.Kind.CANCEL);
        assertThat(facts.decide(facts.report(ReportType.DONE)).outcome().effect())
                .isEqualTo(Effect.LATE);
    }

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"DONE", "FAILED"})
    void aFinishedTaskIsNotCancelled(TaskStatus status) {
        Facts facts = Facts.taskIn(status);

        assertThat(facts.decide(facts.cancelled()).outcome().reason())
                .isEqualTo(Reason.ALREADY_FINISHED);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void peopleMoveAnOpenCardAnywhereButDone(Stage stage) {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        TaskDecision decision = facts.decide(facts.moved(stage, facts.task().version()));

        if (stage == Stage.DONE) {
            assertThat(decision.outcome().reason()).isEqualTo(Reason.NOT_MOVABLE);
        } else {
            assertThat(decision.outcome().effect()).isEqualTo(Effect.APPLIED);
            assertThat(facts.task().stage()).isEqualTo(stage);
        }
        assertThat(facts.task().status()).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void aMoveThatSawAnotherVersionIsRefused() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        assertThat(facts.decide(facts.moved(Stage.REVIEW, 1L)).outcome().reason())
                .isEqualTo(Reason.VERSION_MISMATCH);
    }

    @Test
    void aMoveToWhereTheCardIsChangesNothing() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        TaskDecision decision = facts.decide(facts.moved(Stage.DOING, null));

        assertThat(decision.outcome().effect()).isEqualTo(Effect.APPLIED);
        assertThat(decision.changed()).isNull();
    }

    @Test
    void progressWithoutAStageLeavesAReviewInReview() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        facts.decide(facts.moved(Stage.REVIEW, null));

        facts.reported(ReportType.PROGRESS);

        assertThat(facts.task().stage()).isEqualTo(Stage.REVIEW);
    }

    /** Any order of reports, with duplicates: the same kind of end, and no version twice. */
    @Test
    void whateverTheOrderOfReportsVersionsGrowByOneAndTheEndAbsorbs() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Facts facts = Facts.story().created(Stage.TODO);
            List<ReportType> types =
                    IntStream.range(0, 12)
                            .mapToObj(_ ->
                                    ReportType.values()[random.nextInt(ReportType.values().length)])
                            .toList();
            boolean ended = false;
            for (ReportType type : types) {
                var before = facts.task();
                TaskDecision decision = facts.decide(facts.report(type));
                if (ended) {
                    assertThat(decision.changed()).as("seed %d", seed).isNull();
                }
                if (decision.changed() != null) {
                    assertThat(decision.changed().version())
                            .as("seed %d", seed)
                            .isEqualTo(before.version() + 1);
                }
                ended = facts.task().status().isFinal();
            }
            boolean anyEnd = types.contains(ReportType.DONE) || types.contains(ReportType.FAILED);
            assertThat(ended).as("seed %d", seed).isEqualTo(anyEnd);
        }
    }

    @Test
    void priorAttemptsStayWithinABound() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);
        for (int i = 2; i < 60; i++) {
            facts.decide(facts.retried(new CommandId("cmd_" + i)));
            facts.decide(
                    facts.report(ReportType.FAILED, new CommandId("cmd_" + i), Facts.AGENT, null));
        }

        assertThat(facts.task().attempt().number()).isEqualTo(59);
        assertThat(facts.task().attempt().prior()).hasSize(20);
    }
}
