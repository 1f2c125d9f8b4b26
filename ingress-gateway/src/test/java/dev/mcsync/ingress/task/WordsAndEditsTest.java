package dev.mcsync.ingress.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.QuestionId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Answers, notes and edits, over HTTP. */
final class WordsAndEditsTest {

    private static final String ANSWER =
            "{\"command_id\":\"cmd_1\",\"question_id\":\"q1\",\"text\":\"the second\"}";
    private static final String NOTE = "{\"text\":\"hurry\"}";

    private static GatewayUnderTest gateway;
    private static TaskCalls calls;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start();
        calls = new TaskCalls(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
        decideAll(Effect.APPLIED, null);
    }

    @Test
    void anAnswerIsAFactForTheAttemptThatAsked() {
        say("answer", ANSWER, null)
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"ok\":true,\"task_id\":\"tsk_1\",\"status\":\"running\",\"version\":13}");

        TaskAnswered answered = (TaskAnswered) calls.onlyFact();
        assertThat(answered.taskId()).isEqualTo(new TaskId("tsk_1"));
        assertThat(answered.commandId()).isEqualTo(new CommandId("cmd_1"));
        assertThat(answered.questionId()).isEqualTo(new QuestionId("q1"));
        assertThat(answered.text()).isEqualTo("the second");
    }

    @ParameterizedTest
    @CsvSource({"QUESTION_NOT_OPEN, 409", "TOO_MANY_MESSAGES, 409", "UNKNOWN_TASK, 404"})
    void aRefusedAnswerTellsWhy(Reason reason, int status) {
        decideAll(Effect.REFUSED, reason);

        say("answer", ANSWER, null)
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo(reason.wireName());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"command_id\":\"cmd_1\",\"question_id\":\"q1\"}",
                "{\"command_id\":\"cmd_1\",\"question_id\":\"q1\",\"text\":\" \"}",
                "{\"command_id\":\"cmd_1\",\"question_id\":\"q 1\",\"text\":\"x\"}",
                "{\"command_id\":\"cmd_1\",\"question_id\":\"q1\",\"text\":\"x\",\"more\":1}"
            })
    void anAnswerThatIsNoneSaysNothing(String body) {
        say("answer", body, null).expectStatus().isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void aNoteIsAFact() {
        say("notes", NOTE, null).expectStatus().isOk();

        assertThat(((TaskNoted) calls.onlyFact()).text()).isEqualTo("hurry");
    }

    @ParameterizedTest
    @CsvSource({"answer", "notes"})
    void whatIsSaidAgainUnderTheSameKeyIsSaidOnce(String call) {
        String body = call.equals("answer") ? ANSWER : NOTE;
        say(call, body, "click-1");
        say(call, body, "click-1");
        say(call, body, "click-2");

        assertThat(gateway.log().facts())
                .extracting(fact -> fact.eventId().value())
                .satisfies(ids -> {
                    assertThat(ids.get(0)).isEqualTo(ids.get(1));
                    assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
                });
    }

    @Test
    void anEditIsAFactOfWhatIsGivenAlone() {
        calls.patch("{\"title\":\"Another\",\"agent_id\":\"agent-8\"}", "\"12\"")
                .expectStatus()
                .isOk();

        TaskEdited edited = (TaskEdited) calls.onlyFact();
        assertThat(edited.change())
                .isEqualTo(new TaskEdited.Change("Another", null, new AgentId("agent-8")));
        assertThat(edited.expectedVersion()).isEqualTo(12);
    }

    @Test
    void anEmptyTextTakesTheInstructionsAway() {
        calls.patch("{\"instructions\":\"\"}", "*").expectStatus().isOk();

        assertThat(((TaskEdited) calls.onlyFact()).change().instructions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"stage\":\"review\",\"title\":\"x\"}",
                "{\"title\":\"\"}",
                "{\"title\":\" \"}",
                "{\"agent_id\":\"a b\"}"
            })
    void aPatchIsOneMoveOrOneEdit(String body) {
        calls.patch(body, "*").expectStatus().isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(gateway.log().facts()).isEmpty();
    }

    private static void decideAll(Effect effect, @Nullable Reason reason) {
        calls.decideAll(effect, reason, new TaskState(TaskStatus.RUNNING, Stage.DOING, 13));
    }

    private static ResponseSpec say(String call, String body, @Nullable String key) {
        var request =
                gateway.as(GatewayUnderTest.PANEL)
                        .post()
                        .uri("/api/dashboard/tasks/tsk_1/" + call)
                        .contentType(MediaType.APPLICATION_JSON);
        return (key == null ? request : request.header("Idempotency-Key", key))
                .bodyValue(body)
                .exchange();
    }
}
