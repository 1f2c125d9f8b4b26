package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskEdited.Change;
import dev.mcsync.contracts.wire.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person changes of what is asked, and what it does to the attempt under way. */
class EditsTest {

    private static final AgentId OTHER = new AgentId("agt_boreal");
    private static final Change TITLE = new Change("Another title", null, null);
    private static final Change INSTRUCTIONS = new Change(null, "Do it **well**", null);
    private static final Change AGENT = new Change(null, null, OTHER);

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DONE"})
    void aTitleIsForPeople(TaskStatus status) {
        Facts facts = Facts.taskIn(status);
        var before = facts.task();

        facts.decide(facts.edited(TITLE, Facts.SECOND));

        assertThat(facts.task().brief().title()).isEqualTo("Another title");
        assertThat(facts.task().attempt()).isEqualTo(before.attempt());
        assertThat(facts.task().phase()).isEqualTo(before.phase());
    }

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"QUEUED", "ACK", "RUNNING"})
    void anAttemptUnderWayGivesWayToAnotherAgent(TaskStatus status) {
        Facts facts = Facts.taskIn(status);

        TaskDecision decision = facts.decide(facts.edited(AGENT, Facts.SECOND));

        var task = facts.task();
        assertThat(task.agentId()).isEqualTo(OTHER);
        assertThat(task.commandId()).isEqualTo(Facts.SECOND);
        assertThat(task.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(task.stage()).isEqualTo(Stage.TODO);
        assertThat(task.phase().deadlineAt())
                .isEqualTo(facts.now().plus(Facts.LIMITS.ackTimeout()));
        assertThat(task.attempt().prior())
                .extracting(PriorAttempt::commandId, PriorAttempt::errorCode, PriorAttempt::agentId)
                .containsExactly(tuple(Facts.FIRST, TaskEdited.ERROR_CODE, Facts.AGENT));
        assertThat(Commands.commandsFor(decision.outcome(), task))
                .extracting(AgentCommand::kind, AgentCommand::commandId, AgentCommand::agentId)
                .containsExactly(
                        tuple(AgentCommand.Kind.CANCEL, Facts.FIRST, Facts.AGENT),
                        tuple(AgentCommand.Kind.START, Facts.SECOND, OTHER));
        assertThat(decision.outcome().actor().agentId()).isEqualTo(Facts.AGENT);
    }

    @Test
    void theAgentBeforeIsHeardNoMore() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        facts.decide(facts.edited(AGENT, Facts.SECOND));

        assertThat(facts.decide(facts.report(ReportType.DONE)).outcome().reason())
                .isEqualTo(Reason.WRONG_AGENT);
    }

    @Test
    void theAgentBeforeIsNoLongerAtIt() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        TaskEdited edited = facts.edited(AGENT, Facts.SECOND);
        var outcome = facts.decide(edited).outcome();

        TaskSign sign = TaskSign.of(facts.received(edited), outcome).orElseThrow();

        assertThat(sign.agentId()).isEqualTo(Facts.AGENT);
        assertThat(sign.taskAfter(Facts.TASK)).isNull();
    }

    @Test
    void aTaskThatWasNeverHandedOutOnlyChanges() {
        Facts facts = Facts.story().created(Stage.BACKLOG);

        facts.decide(facts.edited(new Change("t", "i", OTHER), Facts.SECOND));

        assertThat(facts.task().agentId()).isEqualTo(OTHER);
        assertThat(facts.task().commandId()).isEqualTo(Facts.FIRST);
        assertThat(facts.task().attempt().prior()).isEmpty();
    }

    @Test
    void otherInstructionsBeginAnotherAttemptOfTheSameAgent() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        facts.decide(facts.edited(INSTRUCTIONS, Facts.SECOND));

        assertThat(facts.task().brief().instructions()).isEqualTo("Do it **well**");
        assertThat(facts.task().attempt().number()).isEqualTo(2);
        assertThat(facts.task().attempt().prior())
                .extracting(PriorAttempt::agentId)
                .containsOnlyNulls();
    }

    @ParameterizedTest
    @EnumSource(
            value = TaskStatus.class,
            names = {"FAILED", "TIMEOUT"})
    void whatEndedIsBegunAnewForAnotherAgentAndElseWhenSomebodyAsks(TaskStatus status) {
        Facts facts = Facts.taskIn(status);
        facts.decide(facts.edited(INSTRUCTIONS, Facts.SECOND));
        assertThat(facts.task().status()).isEqualTo(status);

        facts.decide(facts.edited(AGENT, Facts.SECOND));

        assertThat(facts.task().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(facts.task().attempt().prior())
                .extracting(PriorAttempt::status, PriorAttempt::agentId)
                .containsExactly(tuple(status, Facts.AGENT));
    }

    @Test
    void anAttemptTakenBackToTheBacklogIsHandedToNobody() {
        Facts facts = Facts.taskIn(TaskStatus.QUEUED);
        facts.decide(facts.moved(Stage.BACKLOG, null));

        TaskDecision decision = facts.decide(facts.edited(AGENT, Facts.SECOND));

        assertThat(facts.task().stage()).isEqualTo(Stage.BACKLOG);
        assertThat(facts.task().attempt().deliveries()).isZero();
        assertThat(facts.task().phase().deadlineAt()).isNull();
        assertThat(Commands.commandsFor(decision.outcome(), facts.task()))
                .extracting(AgentCommand::kind)
                .containsExactly(AgentCommand.Kind.CANCEL);
    }

    @Test
    void anEmptyTextTakesTheInstructionsAway() {
        Facts facts = Facts.story().created(Stage.BACKLOG);
        facts.decide(facts.edited(INSTRUCTIONS, Facts.SECOND));
        facts.decide(facts.edited(new Change(null, "", null), Facts.SECOND));

        assertThat(facts.task().brief().instructions()).isNull();
    }

    @Test
    void whatIsDoneStaysAsItWasAsked() {
        Facts facts = Facts.taskIn(TaskStatus.DONE);

        assertThat(facts.decide(facts.edited(TITLE, Facts.SECOND)).outcome().reason())
                .isEqualTo(Reason.ALREADY_FINISHED);
    }

    @Test
    void aNameThatAnAttemptHasBeginsNone() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        assertThat(facts.decide(facts.edited(AGENT, Facts.FIRST)).outcome().reason())
                .isEqualTo(Reason.COMMAND_TAKEN);
    }

    @Test
    void whatIsTheSameChangesNothing() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        long version = facts.task().version();

        facts.decide(facts.edited(new Change("A task", null, Facts.AGENT), Facts.SECOND));

        assertThat(facts.task().version()).isEqualTo(version);
    }
}
