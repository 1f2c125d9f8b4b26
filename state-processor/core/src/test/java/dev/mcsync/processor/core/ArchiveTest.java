package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which tasks leave the board, and what brings them back. */
class ArchiveTest {

    private static final EnumSet<TaskStatus> ENDED =
            EnumSet.of(TaskStatus.DONE, TaskStatus.FAILED, TaskStatus.TIMEOUT);

    @ParameterizedTest
    @EnumSource(TaskStatus.class)
    void onlyATaskThatIsOverLeavesTheBoard(TaskStatus status) {
        Facts facts = Facts.taskIn(status).after(Duration.ofDays(30));
        boolean isOver = ENDED.contains(status);

        TaskDecision decision = facts.decide(archived(facts));

        assertThat(decision.outcome().effect()).isEqualTo(isOver ? Effect.APPLIED : Effect.REFUSED);
        assertThat(decision.outcome().reason()).isEqualTo(isOver ? null : Reason.NOT_ARCHIVABLE);
        assertThat(facts.task().isOnBoard()).isEqualTo(!isOver);
        assertThat(facts.task().status()).isEqualTo(status);
    }

    @Test
    void oneThatLeavesHasAnotherVersionAndNothingElseInItChanges() {
        Facts facts = Facts.taskIn(TaskStatus.DONE);
        var before = facts.task();
        facts.after(Duration.ofDays(30)).decide(archived(facts));

        var after = facts.task();
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.moments().archivedAt()).isEqualTo(facts.now());
        assertThat(after.moments().archived(null)).isEqualTo(before.moments());
        assertThat(after.phase()).isEqualTo(before.phase());
        assertThat(after.attempt()).isEqualTo(before.attempt());
        assertThat(after.remark()).isEqualTo(before.remark());
    }

    @Test
    void oneTouchedMeanwhileStays() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);
        TaskArchived seenBefore = archived(facts);
        facts.decide(facts.moved(Stage.REVIEW, null));

        TaskDecision decision = facts.decide(seenBefore);

        assertThat(decision.outcome().reason()).isEqualTo(Reason.VERSION_MISMATCH);
        assertThat(facts.task().isOnBoard()).isTrue();
    }

    @Test
    void oneThatWaitsForItsNextAttemptStays() {
        Facts facts = Facts.story().created(Stage.TODO, new TaskLimits(null, null, 3));
        facts.reported(ReportType.FAILED);

        assertThat(facts.decide(archived(facts)).outcome().reason())
                .isEqualTo(Reason.NOT_ARCHIVABLE);
    }

    @Test
    void oneThatIsKeptInTheBacklogForLaterStays() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);
        facts.decide(facts.moved(Stage.BACKLOG, null));

        assertThat(facts.decide(archived(facts)).outcome().reason())
                .isEqualTo(Reason.NOT_ARCHIVABLE);
    }

    @Test
    void oneLeavesOnlyOnce() {
        Facts facts = Facts.taskIn(TaskStatus.DONE);
        facts.decide(archived(facts));

        assertThat(facts.decide(archived(facts)).outcome().reason())
                .isEqualTo(Reason.NOT_ARCHIVABLE);
    }

    @Test
    void aLateReportLeavesItWhereItIs() {
        Facts facts = Facts.taskIn(TaskStatus.DONE);
        facts.decide(archived(facts));

        assertThat(facts.decide(facts.report(ReportType.PROGRESS)).outcome().effect())
                .isEqualTo(Effect.LATE);
        assertThat(facts.task().isOnBoard()).isFalse();
    }

    @Test
    void aRetryBringsItBack() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);
        facts.decide(archived(facts));
        facts.decide(facts.retried(Facts.SECOND));

        assertThat(facts.task().isOnBoard()).isTrue();
        assertThat(facts.task().status()).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void aMovedCardComesBack() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);
        facts.decide(archived(facts));
        facts.decide(facts.moved(Stage.REVIEW, null));

        assertThat(facts.task().isOnBoard()).isTrue();
    }

    @Test
    void anAgentHeardOfAfterAllBringsItBack() {
        Facts facts = Facts.taskIn(TaskStatus.TIMEOUT);
        facts.decide(archived(facts));
        facts.decide(facts.report(ReportType.DONE));

        assertThat(facts.task().isOnBoard()).isTrue();
        assertThat(facts.task().status()).isEqualTo(TaskStatus.DONE);
    }

    /** Nobody is to be reminded of a task that is no longer on the board. */
    @Test
    void theIncidentOfATimeoutEndsWhenItsTaskLeaves() {
        Facts facts = Facts.taskIn(TaskStatus.TIMEOUT);

        assertThat(facts.decide(archived(facts)).incidents())
                .singleElement()
                .isInstanceOf(IncidentChange.Resolved.class);
    }

    @Test
    void itSaysNothingOfTheAgent() {
        Facts facts = Facts.taskIn(TaskStatus.DONE);
        TaskArchived fact = archived(facts);
        TaskDecision decision = facts.decide(fact);

        assertThat(TaskSign.of(facts.received(fact), decision.outcome()))
                .isEqualTo(Optional.empty());
    }

    private static TaskArchived archived(Facts facts) {
        return TaskArchived.longUntouched(Facts.TASK, facts.task().version());
    }
}
