package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Drift;
import dev.mcsync.contracts.wire.Remark;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When an attempt was acknowledged, began and finished. A fact comes each minute. */
class MomentsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Facts facts = Facts.story().created(Stage.TODO, new TaskLimits(null, null, 3));

    @Test
    void aNewAttemptHasNone() {
        assertThat(facts.task().moments()).isEqualTo(Moments.NONE);
    }

    @Test
    void eachStepIsOfTheMomentThatTheLogTookItsReport() {
        report(ReportType.ACK, ReportType.RUNNING, ReportType.PROGRESS, ReportType.DONE);

        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), minute(2), minute(4)));
        assertThat(facts.task().moments().finishedAt())
                .isEqualTo(facts.task().phase().statusSince());
    }

    /** What the table of transitions calls implied, and the status itself, and nothing else. */
    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"QUEUED", "ACK", "RUNNING"})
    void whatAReportImpliesWasSoAtTheSameMoment(TaskStatus status) {
        for (ReportType type : ReportType.values()) {
            if (!(TransitionTable.cell(status, Trigger.of(type)) instanceof Cell.Becomes becomes)) {
                continue;
            }
            Facts story = Facts.taskIn(status).after(MINUTE);
            Moments before = story.task().moments();
            List<TaskStatus> reached = new ArrayList<>(becomes.implied());
            reached.add(becomes.status());

            Moments after = story.reported(type).task().moments();

            Instant now = story.now();
            assertThat(after.ackedAt())
                    .as("%s, then %s", status, type)
                    .isEqualTo(reached.contains(TaskStatus.ACK) ? now : before.ackedAt());
            assertThat(after.startedAt())
                    .as("%s, then %s", status, type)
                    .isEqualTo(
                            reached.contains(TaskStatus.RUNNING) && before.startedAt() == null
                                    ? now
                                    : before.startedAt());
            assertThat(after.finishedAt())
                    .as("%s, then %s", status, type)
                    .isEqualTo(becomes.status().isFinal() ? now : null);
        }
    }

    @Test
    void aLateReportAndAMovedCardChangeNoMoment() {
        report(ReportType.RUNNING, ReportType.ACK);
        facts.after(MINUTE).decide(facts.moved(Stage.REVIEW, null));

        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), minute(1), null));
    }

    @Test
    void anAttemptThatItsAgentDroppedAfterAcknowledgingItNeverBegan() {
        report(ReportType.ACK, ReportType.FAILED);

        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), null, minute(2)));
    }

    @Test
    void aTimeOutFinishesAnAttemptUntilAReportRevivesIt() {
        report(ReportType.RUNNING);
        facts.after(MINUTE).deadlinePassed();
        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), minute(1), minute(2)));

        report(ReportType.PROGRESS);
        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), minute(1), null));

        report(ReportType.DONE);
        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), minute(1), minute(4)));
    }

    @Test
    void whoIsHeardForTheFirstTimeAfterTheTimeOutAcknowledgesThen() {
        for (int i = 0; i <= Facts.LIMITS.maxResends(); i++) {
            facts.after(MINUTE).deadlinePassed();
        }
        assertThat(facts.task().moments()).isEqualTo(new Moments(null, null, minute(4)));

        report(ReportType.FAILED);

        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(5), minute(5), minute(5)));
    }

    @Test
    void whoDropsATimedOutAttemptThatHeAcknowledgedNeverBeganIt() {
        report(ReportType.ACK);
        facts.after(MINUTE).deadlinePassed();

        report(ReportType.FAILED);

        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), null, minute(3)));
    }

    @Test
    void aResultAfterATimeOutShowsThatWorkBegan() {
        report(ReportType.ACK);
        facts.after(MINUTE).deadlinePassed();

        report(ReportType.DONE);

        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), minute(3), minute(3)));
    }

    @Test
    void aCancelFinishesWhatNobodyBegan() {
        facts.after(MINUTE).decide(facts.cancelled());

        assertThat(facts.task().moments()).isEqualTo(new Moments(null, null, minute(1)));
    }

    @Test
    void aCancelOfWhatHasFailedIsNoOtherEnd() {
        report(ReportType.FAILED);

        facts.after(MINUTE).decide(facts.cancelled());

        assertThat(facts.task().isCancelled()).isTrue();
        assertThat(facts.task().moments().finishedAt()).isEqualTo(minute(1));
    }

    @Test
    void aRestartOfTheAgentFinishesTheAttempt() {
        report(ReportType.ACK);

        facts.after(MINUTE).decide(facts.restarted());

        assertThat(facts.task().moments()).isEqualTo(new Moments(minute(1), null, minute(2)));
    }

    @Test
    void everyWayToTheNextAttemptBeginsWithNone() {
        report(ReportType.FAILED);
        facts.after(MINUTE).deadlinePassed();
        assertThat(facts.task().attempt().number()).isEqualTo(2);
        assertThat(facts.task().moments()).isEqualTo(Moments.NONE);

        CommandId second = facts.task().commandId();
        facts.decide(facts.report(ReportType.FAILED, second, Facts.AGENT, null));
        facts.decide(facts.moved(Stage.BACKLOG, null));
        facts.decide(facts.moved(Stage.TODO, null));
        assertThat(facts.task().attempt().number()).isEqualTo(3);
        assertThat(facts.task().moments()).isEqualTo(Moments.NONE);

        facts.decide(facts.cancelled());
        facts.decide(facts.retried(Facts.SECOND));
        assertThat(facts.task().attempt().number()).isEqualTo(4);
        assertThat(facts.task().moments()).isEqualTo(Moments.NONE);
    }

    @Test
    void aRepairChangesNone() {
        report(ReportType.ACK, ReportType.DONE);
        TaskSnapshot folded = facts.task();

        TaskSnapshot repaired =
                new RowDecider(Facts.LIMITS)
                        .repair(
                                null,
                                folded,
                                received(TaskRepaired.of(Facts.TASK, Drift.ROW_EDITED, 1, 40)),
                                minute(9))
                        .change()
                        .orElseThrow();

        assertThat(repaired.moments()).isEqualTo(folded.moments());
    }

    @ParameterizedTest
    @EnumSource(TaskStatus.class)
    void ofAnAdoptedTaskNothingIsKnown(TaskStatus status) {
        assertThat(adopted(status).moments()).isEqualTo(Moments.NONE);
    }

    @Test
    void whatAnAdoptedTaskDidBeforeStaysUnknown() {
        assertThat(after(adopted(TaskStatus.RUNNING), ReportType.PROGRESS).moments())
                .isEqualTo(Moments.NONE);
        assertThat(after(adopted(TaskStatus.RUNNING), ReportType.DONE).moments())
                .isEqualTo(new Moments(null, null, minute(7)));
        assertThat(after(adopted(TaskStatus.ACK), ReportType.RUNNING).moments())
                .isEqualTo(new Moments(null, minute(7), null));
        assertThat(after(adopted(TaskStatus.ACK), ReportType.FAILED).moments())
                .isEqualTo(new Moments(null, null, minute(7)));
        assertThat(after(adopted(TaskStatus.QUEUED), ReportType.RUNNING).moments())
                .isEqualTo(new Moments(minute(7), minute(7), null));
    }

    private void report(ReportType... types) {
        for (ReportType type : types) {
            facts.after(MINUTE).reported(type);
        }
    }

    private static Instant minute(int number) {
        return Facts.START.plus(MINUTE.multipliedBy(number));
    }

    private static TaskSnapshot adopted(TaskStatus status) {
        TaskAdopted fact =
                new TaskAdopted(
                        new EventId("evt_adopted"),
                        new Brief(Facts.TASK, Facts.AGENT, "A task"),
                        Facts.FIRST,
                        1,
                        status,
                        status == TaskStatus.DONE ? Stage.DONE : Stage.TODO,
                        Remark.NONE,
                        null,
                        null);
        return new RowDecider(Facts.LIMITS)
                .adopt(received(fact), 0, minute(6), _ -> false)
                .change()
                .orElseThrow();
    }

    private TaskSnapshot after(TaskSnapshot task, ReportType type) {
        return new TaskDecider(Facts.LIMITS)
                .decide(task, received(facts.report(type)), minute(7))
                .change()
                .orElseThrow();
    }

    private static <F extends TaskFact> Received<F> received(F fact) {
        return new Received<>(fact, new SourcePosition("mc.task-events", 0, 0), minute(7), "");
    }
}
