package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What agents ask, what people say, and what becomes of both. */
class DialogueTest {

    private static final QuestionId WHICH = new QuestionId("which");
    private static final Question QUESTION =
            new Question(WHICH, "Which of the two?", List.of("this", "that"));
    private static final Question OTHER = new Question(new QuestionId("other"), "And?", List.of());

    @Test
    void aQuestionWaitsInTheTaskAndIsToldOnce() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);

        assertThat(facts.decide(facts.progress(QUESTION)).outcome().question())
                .isEqualTo("Which of the two?");

        var asked = facts.task().dialogue();
        facts.after(Duration.ofMinutes(5));
        assertThat(facts.decide(facts.progress(QUESTION)).outcome().question()).isNull();
        assertThat(facts.decide(facts.progress(null)).outcome().question()).isNull();
        assertThat(facts.task().dialogue()).isEqualTo(asked);
        assertThat(asked)
                .isEqualTo(new Dialogue(new Dialogue.Open(QUESTION, Facts.START), List.of()));
    }

    @Test
    void anotherQuestionTakesItsPlace() {
        Facts facts = asking();

        assertThat(facts.decide(facts.progress(OTHER)).outcome().question()).isEqualTo("And?");
        assertThat(facts.task().dialogue().asks(WHICH)).isFalse();
    }

    @Test
    void theClockWaitsForTheAnswerAndStartsAnewWithIt() {
        Facts facts = asking();
        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(Facts.START.plus(Facts.LIMITS.answerTimeout()));

        facts.after(Duration.ofHours(3)).decide(facts.progress(null));
        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(Facts.START.plus(Facts.LIMITS.answerTimeout()));

        facts.after(Duration.ofHours(1)).decide(answer(facts));
        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(facts.now().plus(Facts.LIMITS.runningTimeout()));
    }

    @Test
    void aTaskMayHaveAnAnswerTimeoutOfItsOwn() {
        Facts facts =
                Facts.story()
                        .created(Stage.TODO, new TaskLimits(null, null, 1, Duration.ofHours(2)));
        facts.decide(facts.progress(QUESTION));

        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(Facts.START.plus(Duration.ofHours(2)));
    }

    @Test
    void whoeverStillReportsIsGivenItsTimeBeyondTheAnswersEnd() {
        Facts facts = asking().after(Facts.LIMITS.answerTimeout().minusMinutes(1));
        facts.decide(facts.progress(null));

        assertThat(facts.task().phase().deadlineAt())
                .isEqualTo(facts.now().plus(Facts.LIMITS.runningTimeout()));
    }

    @Test
    void onlyTheFirstAnswerCounts() {
        Facts facts = asking();
        TaskAnswered first = answer(facts);
        assertThat(facts.decide(first).outcome().effect()).isEqualTo(Effect.APPLIED);

        assertThat(facts.decide(answer(facts)).outcome().reason())
                .isEqualTo(Reason.QUESTION_NOT_OPEN);
        assertThat(facts.task().dialogue())
                .isEqualTo(
                        new Dialogue(
                                null,
                                List.of(
                                        new PersonMessage(
                                                first.eventId(),
                                                PersonMessage.Kind.ANSWER,
                                                WHICH,
                                                "this",
                                                Facts.START))));
    }

    @Test
    void whatIsNotAskedIsNotAnswered() {
        Facts facts = asking();

        assertThat(facts.decide(facts.answered(Facts.FIRST, OTHER.id(), "x")).outcome().reason())
                .isEqualTo(Reason.QUESTION_NOT_OPEN);
        assertThat(facts.decide(facts.answered(Facts.SECOND, WHICH, "x")).outcome().reason())
                .isEqualTo(Reason.QUESTION_NOT_OPEN);
    }

    @Test
    void aMessageWaitsUntilAReportAcknowledgesIt() {
        Facts facts = asking();
        EventId answer = said(facts, answer(facts));

        facts.decide(facts.progress(null, new EventId("evt_of_another")));
        assertThat(facts.task().dialogue().messages()).hasSize(1);

        facts.decide(facts.progress(null, answer));
        assertThat(facts.task().dialogue()).isEqualTo(Dialogue.NONE);
    }

    @Test
    void aReportThatOnlyStartsTheClockAcknowledgesToo() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        EventId note = said(facts, facts.noted("hurry"));
        AgentReport running = facts.report(ReportType.RUNNING);
        facts.decide(
                new AgentReport(
                        running.eventId(),
                        Facts.TASK,
                        Facts.AGENT,
                        Facts.FIRST,
                        ReportType.RUNNING,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new AgentReport.Words(null, List.of(note), null)));

        assertThat(facts.task().dialogue()).isEqualTo(Dialogue.NONE);
    }

    @Test
    void aQuestionWhoseAnswerIsOnItsWayIsNotAskedAgain() {
        Facts facts = asking();
        EventId answer = said(facts, answer(facts));

        facts.decide(facts.progress(QUESTION));
        assertThat(facts.task().dialogue().open()).isNull();

        facts.decide(facts.progress(QUESTION, answer));
        assertThat(facts.task().dialogue().asks(WHICH)).isTrue();
    }

    @Test
    void anAnswerIsForTheAttemptThatAskedAndANoteForTheNextToo() {
        Facts facts = asking();
        facts.decide(answer(facts));
        TaskNoted note = facts.noted("mind the gap");
        facts.decide(note);

        facts.reported(ReportType.FAILED).decide(facts.retried(Facts.SECOND));

        assertThat(facts.task().dialogue().messages())
                .extracting(PersonMessage::id)
                .containsExactly(note.eventId());
    }

    @ParameterizedTest
    @EnumSource(
            value = ReportType.class,
            names = {"DONE", "FAILED"})
    void aQuestionEndsWithItsAttempt(ReportType end) {
        Facts facts = asking().reported(end);

        assertThat(facts.task().dialogue()).isEqualTo(Dialogue.NONE);
        assertThat(facts.decide(answer(facts)).outcome().reason())
                .isEqualTo(Reason.QUESTION_NOT_OPEN);
    }

    @Test
    void aTimeoutClosesTheQuestionAndKeepsWhatWasSaid() {
        Facts facts = asking();
        facts.decide(facts.noted("take your time"));
        facts.after(Facts.LIMITS.answerTimeout()).deadlinePassed();

        assertThat(facts.task().status()).isEqualTo(TaskStatus.TIMEOUT);
        assertThat(facts.task().dialogue().open()).isNull();
        assertThat(facts.task().dialogue().messages()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TaskStatus.class)
    void aNoteMayBeLeftOnWhateverIsNotDone(TaskStatus status) {
        Facts facts = Facts.taskIn(status);
        var phase = facts.task().phase();

        TaskDecision decision = facts.decide(facts.noted("hello"));

        assertThat(decision.outcome().reason())
                .isEqualTo(status == TaskStatus.DONE ? Reason.ALREADY_FINISHED : null);
        assertThat(facts.task().phase()).isEqualTo(phase);
    }

    @Test
    void soManyMessagesWaitAndNoMore() {
        Facts facts = asking();
        for (int i = 0; i < Dialogue.MAX_MESSAGES; i++) {
            facts.decide(facts.noted("note " + i));
        }

        assertThat(facts.decide(facts.noted("one more")).outcome().reason())
                .isEqualTo(Reason.TOO_MANY_MESSAGES);
        assertThat(facts.decide(answer(facts)).outcome().reason())
                .isEqualTo(Reason.TOO_MANY_MESSAGES);
    }

    @Test
    void whatIsSaidIsACommandOnceAndAgainWithTheNextStart() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        TaskDecision noted = facts.decide(facts.noted("hello"));
        assertThat(Commands.commandsFor(noted.outcome(), facts.task()))
                .extracting(AgentCommand::kind)
                .containsExactly(AgentCommand.Kind.MESSAGE);

        facts.reported(ReportType.FAILED);
        TaskDecision retried = facts.decide(facts.retried(Facts.SECOND));
        assertThat(Commands.commandsFor(retried.outcome(), facts.task()))
                .extracting(AgentCommand::kind, AgentCommand::commandId)
                .containsExactly(
                        tuple(AgentCommand.Kind.START, Facts.SECOND),
                        tuple(AgentCommand.Kind.MESSAGE, Facts.SECOND));
    }

    @Test
    void nobodyIsToldANoteOnATaskInTheBacklog() {
        Facts facts = Facts.story().created(Stage.BACKLOG);
        TaskDecision noted = facts.decide(facts.noted("hello"));
        assertThat(Commands.commandsFor(noted.outcome(), facts.task())).isEmpty();

        TaskDecision moved = facts.decide(facts.moved(Stage.TODO, null));
        assertThat(Commands.commandsFor(moved.outcome(), facts.task()))
                .extracting(AgentCommand::kind)
                .containsExactly(AgentCommand.Kind.START, AgentCommand.Kind.MESSAGE);
    }

    @Test
    void theResultStaysWithTheFinishedTask() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        Result result = new Result("It works", List.of());
        facts.decide(
                new AgentReport(
                        new EventId("evt_done"),
                        Facts.TASK,
                        Facts.AGENT,
                        Facts.FIRST,
                        ReportType.DONE,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new AgentReport.Words(null, List.of(), result)));

        assertThat(facts.task().result()).isEqualTo(result);
    }

    private static Facts asking() {
        Facts facts = Facts.taskIn(TaskStatus.RUNNING);
        facts.decide(facts.progress(QUESTION));
        return facts;
    }

    private static TaskAnswered answer(Facts facts) {
        return facts.answered(Facts.FIRST, WHICH, "this");
    }

    private static EventId said(Facts facts, TaskFact fact) {
        facts.decide(fact);
        return fact.eventId();
    }
}
