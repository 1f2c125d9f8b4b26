package dev.mcsync.infra.operator.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskChangesTest {
    private static final String TASKS = "/api/dashboard/tasks";
    private static final String TASK = TASKS + "/tsk_1";
    private static final String RUNNING =
            """
            {"task_id":"tsk_1","version":12,"title":"Tidy up","agent_id":"agent-7","command_id":"cmd_1",
             "attempt":1,"status":"running","stage":"doing",
             "dialogue":{"open":{"question":{"id":"q1","text":"Which?"},"asked_at":"2026-11-22T11:58:03Z"}}}
            """;
    private static final String CHANGED =
            """
            {"ok":true,"task_id":"tsk_1","status":"running","stage":"review","version":13}
            """;

    private final FakeApi api = new FakeApi();
    private final PeopleLine line = new PeopleLine();

    @TempDir Path directory;

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aTaskIsCreatedAsItsOptionsSay() throws IOException {
        api.on(
                "POST " + TASKS,
                201,
                "{\"ok\":true,\"task_id\":\"tsk_1\",\"command_id\":\"cmd_9\"}");
        Path how = Files.writeString(directory.resolve("how.md"), "Use the **new** design.\n");

        int status =
                line.run(
                        api,
                        "task",
                        "create",
                        "Fix it",
                        "--agent",
                        "agent-7",
                        "--instructions",
                        "@" + how,
                        "--payload",
                        "{\"n\":1.10}",
                        "--stage",
                        "backlog",
                        "--max-attempts",
                        "3",
                        "--ack-timeout",
                        "2m",
                        "--running-timeout",
                        "1h",
                        "--answer-timeout",
                        "90",
                        "--command-id",
                        "cmd_9");

        assertThat(line.err()).isEmpty();
        assertThat(status).isZero();
        assertThat(line.out()).isEqualTo("tsk_1 created for agent-7 as cmd_9\n");
        FakeApi.Request request = api.asked("POST " + TASKS);
        assertThat(request.header("x-mc-token")).hasValue("secret");
        assertThat(request.body())
                .isEqualTo(
                        "{\"title\":\"Fix it\",\"agent_id\":\"agent-7\",\"command_id\":\"cmd_9\","
                                + "\"instructions\":\"Use the **new** design.\\n\",\"payload\":{\"n\":1.10},"
                                + "\"stage\":\"backlog\",\"max_attempts\":3,\"ack_timeout\":120,"
                                + "\"running_timeout\":3600,\"answer_timeout\":90}");
    }

    @Test
    void withoutAnAnswerTheSameTaskIsSentAgainAndThenTheNameIsTold() {
        api.on("POST " + TASKS, 503, "{\"detail\":\"The log did not confirm in time.\"}");

        assertThat(line.run(api, "task", "create", "Fix it", "--agent", "a")).isEqualTo(4);

        assertThat(api.requests()).hasSize(3);
        String command = api.requests().getFirst().json().path("command_id").asString();
        assertThat(api.requests()).allMatch(request -> request.body().contains(command));
        assertThat(line.err())
                .startsWith("mc-sync: The log did not confirm in time.")
                .contains("--command-id " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{", "{\"a\":1,\"a\":2}", "{} {}", "@/nowhere/at.all"})
    void aPayloadThatIsNoObjectIsNotSent(String payload) {
        assertThat(line.run(api, "task", "create", "T", "--agent", "a", "--payload", payload))
                .isEqualTo(2);
        assertThat(api.requests()).isEmpty();
        assertThat(line.err()).startsWith("mc-sync: ").hasLineCount(1);
    }

    @Test
    void aMoveIsMeantForTheVersionThatWasRead() {
        api.on("GET " + TASK, 200, RUNNING).on("PATCH " + TASK, 200, CHANGED);

        assertThat(line.run(api, "task", "move", "tsk_1", "review")).isZero();

        FakeApi.Request request = api.asked("PATCH " + TASK);
        assertThat(request.header("if-match")).hasValue("\"12\"");
        assertThat(request.header("idempotency-key")).isPresent();
        assertThat(request.body()).isEqualTo("{\"stage\":\"review\"}");
        assertThat(line.out()).isEqualTo("tsk_1 is running in review, version 13\n");
    }

    @ParameterizedTest
    @CsvSource({"retry", "cancel"})
    void aRetryAndACancelAreMeantForTheVersionThatWasRead(String what) {
        api.on("GET " + TASK, 200, RUNNING).on("POST " + TASK + "/" + what, 200, CHANGED);

        assertThat(line.run(api, "task", what, "tsk_1")).isZero();

        assertThat(api.asked("POST " + TASK + "/" + what).header("if-match")).hasValue("\"12\"");
    }

    @Test
    void forceMeansAnyVersion() {
        api.on("PATCH " + TASK, 200, CHANGED).on("POST " + TASK + "/cancel", 200, CHANGED);

        assertThat(line.run(api, "task", "move", "tsk_1", "review", "--force")).isZero();
        assertThat(line.run(api, "task", "cancel", "tsk_1", "--force")).isZero();

        assertThat(api.requests())
                .hasSize(2)
                .allMatch(request -> request.header("if-match").orElseThrow().equals("*"));
    }

    @Test
    void aTaskThatChangedMeanwhileIsToldWithWhereItIsNow() {
        api.on("GET " + TASK, 200, RUNNING)
                .on(
                        "PATCH " + TASK,
                        412,
                        """
                        {"title":"Precondition Failed","status":412,"reason":"version_mismatch","detail":"Changed.",
                         "task_id":"tsk_1","task_status":"failed","stage":"blocked","version":13}
                        """);

        assertThat(line.run(api, "task", "move", "tsk_1", "review")).isEqualTo(1);

        assertThat(line.err())
                .isEqualTo(
                        "mc-sync: The task changed meanwhile: it is now failed in blocked,"
                                + " version 13 (version_mismatch)\n");
    }

    @Test
    void aRefusalIsOneLineWithItsReasonAndItsPlaces() {
        api.on(
                "POST " + TASK + "/notes",
                422,
                """
                {"title":"Unprocessable Content","status":422,"reason":"invalid_content","detail":"Not\\nas expected.",
                 "errors":[{"pointer":"/text","detail":"required"}]}
                """);

        assertThat(line.run(api, "task", "note", "tsk_1", " ")).isEqualTo(1);

        assertThat(line.err())
                .isEqualTo("mc-sync: Not as expected. /text: required (invalid_content)\n");
        assertThat(line.out()).isEmpty();
    }

    @Test
    void anAnswerIsForTheOpenQuestionOfTheAttemptThatAsks() {
        api.on("GET " + TASK, 200, RUNNING).on("POST " + TASK + "/answer", 200, CHANGED);

        assertThat(line.run(api, "task", "answer", "tsk_1", "the new one")).isZero();

        FakeApi.Request request = api.asked("POST " + TASK + "/answer");
        assertThat(request.json().path("command_id").asString()).isEqualTo("cmd_1");
        assertThat(request.json().path("question_id").asString()).isEqualTo("q1");
        assertThat(request.json().path("text").asString()).isEqualTo("the new one");
        assertThat(request.header("if-match")).isEmpty();
    }

    @Test
    void withoutAQuestionThereIsNothingToAnswer() {
        api.on(
                "GET " + TASK,
                200,
                "{\"task_id\":\"tsk_1\",\"status\":\"queued\",\"stage\":\"todo\",\"version\":2}");

        assertThat(line.run(api, "task", "answer", "tsk_1", "yes")).isEqualTo(1);

        assertThat(line.err())
                .isEqualTo("mc-sync: tsk_1 is queued in todo, version 2, and asks nothing\n");
    }

    @Test
    void aChangeThatIsNotAppliedYetIsToldAsSuch() {
        api.on("POST " + TASK + "/notes", 202, "{\"ok\":true,\"task_id\":\"tsk_1\"}");

        assertThat(line.run(api, "task", "note", "tsk_1", "Look")).isZero();

        assertThat(line.out()).isEqualTo("tsk_1: taken, and not applied yet\n");
    }

    @Test
    void aChangeWithoutAnAnswerMayHaveTakenEffectAndOneThatNeverLeftHasNot() {
        api.on("POST " + TASK + "/notes", 503, "{\"detail\":\"The log did not confirm.\"}");
        assertThat(line.run(api, "task", "note", "tsk_1", "Look")).isEqualTo(4);
        assertThat(line.err()).contains("It may have taken effect").hasLineCount(1);
        PeopleLine alone = new PeopleLine();
        String nowhere = api.url();
        api.close();

        assertThat(alone.runAt(nowhere, "task", "note", "tsk_1", "Look")).isEqualTo(4);

        assertThat(alone.err()).contains("No answer from " + nowhere).doesNotContain("effect");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "task move tsk_1 done; only its agent finishes",
                "task move tsk_1 elsewhere; expected one of backlog",
                "task create T --agent a --stage done; begins in backlog or todo",
                "task create T --agent a --ack-timeout soon; such as 60s",
                "task create T; --agent",
                "task show a/b; the id of a task",
                "task show tsk_1 --url localhost; --url is an address",
                "task list --limit 0; --limit is 1 to 1000"
            })
    void wrongUseEndsWithTwoAndAsksNothing(String arguments, String said) {
        String[] words = arguments.split(" ");
        boolean hasUrl = arguments.contains("--url");

        int status =
                hasUrl
                        ? line.runAlone((arguments + " --token t").split(" "))
                        : line.run(api, words);

        assertThat(status).isEqualTo(2);
        assertThat(line.err()).contains(said);
        assertThat(api.requests()).isEmpty();
    }
}
