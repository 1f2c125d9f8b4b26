package dev.mcsync.infra.operator.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {
    private static final String TASKS = "/api/dashboard/tasks";
    private static final String BOARD = "GET /api/dashboard/board";

    private final FakeApi api = new FakeApi();
    private final PeopleLine line = new PeopleLine();

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aListAsksForWhatItsOptionsSay() {
        String address =
                TASKS + "?limit=7&status=failed&stage=blocked&agent_id=agent-7&q=a%20b%26c";
        api.on("GET " + address, 200, "{\"tasks\":[]}");

        int status =
                line.run(
                        api,
                        "task",
                        "list",
                        "--limit",
                        "7",
                        "--status",
                        "failed",
                        "--stage",
                        "blocked",
                        "--agent",
                        "agent-7",
                        "-q",
                        "a b&c");

        assertThat(line.err()).isEmpty();
        assertThat(status).isZero();
        assertThat(line.out()).isEqualTo("No task fits.\n");
    }

    @Test
    void aTableIsNoWiderThanItsTerminalAndObeysNothingThatOthersWrote() {
        String title = "\\u001b[31mred\\u0007 \\u202e" + "long ".repeat(40);
        api.on(
                "GET " + TASKS + "?limit=50",
                200,
                """
                {"tasks":[{"task_id":"tsk_1","status":"failed","error_code":"cancelled","stage":"blocked",
                 "agent_id":"agent-7","progress":80,"title":"%s"}]}
                """
                        .formatted(title));

        assertThat(line.run(api, "task", "list")).isZero();

        assertThat(line.out().lines())
                .first()
                .isEqualTo("TASK   STATUS     STAGE    %   AGENT    TITLE");
        assertThat(line.out().lines())
                .last()
                .asString()
                .startsWith("tsk_1  cancelled  blocked  80  agent-7  ␛[31mred␇ �long long")
                .endsWith("…")
                .hasSizeLessThanOrEqualTo(100);
        assertThat(line.out().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
    }

    @Test
    void jsonIsTheWholeAnswerToTheDigitAndStillNothingThatATerminalObeys() {
        api.on(
                "GET " + TASKS + "?limit=50",
                200,
                "{\"tasks\":[{\"title\":\"\\u009b31m\\u001b\",\"payload\":{\"n\":0.30000000000000000010}}]}");

        assertThat(line.run(api, "task", "list", "-o", "json")).isZero();

        assertThat(line.out())
                .containsIgnoringCase("\"\\u009b31m\\u001b\"")
                .contains("0.30000000000000000010")
                .matches("(?i)[\\x20-\\x7e\\n]+");
    }

    @Test
    void aTaskIsShownWithWhatWasAskedAndSaidAndCameOfIt() {
        String task = TASKS + "/tsk_1";
        api.on(
                        "GET " + task,
                        200,
                        """
                        {"task_id":"tsk_1","version":4,"title":"Tidy up","agent_id":"agent-7","command_id":"cmd_1",
                         "attempt":1,"max_attempts":3,"status":"running","stage":"review","progress":80,
                         "created_at":"2026-11-22T11:57:00.250Z","instructions":"First\\nthen\\u001b[2J",
                         "payload":{"issue":512},
                         "dialogue":{"open":{"question":{"id":"q1","text":"Which?","options":["this","that"]}},
                          "messages":[{"kind":"note","text":"Hurry","sent_at":"2026-11-22T11:59:00Z"}]},
                         "result":{"text":"Well","links":[{"url":"https://x.org/1","title":"Report"}]}}
                        """)
                .on(
                        "GET " + task + "/events?limit=10",
                        200,
                        """
                        {"events":[{"event_id":"e2","type":"ack","outcome":"late","reason":"already_beyond",
                         "applied_at":"2026-11-22T11:58:04Z"},
                         {"event_id":"e1","type":"progress","outcome":"applied","to_status":"running",
                          "to_stage":"review","progress":80,"applied_at":"2026-11-22T11:58:03.131Z"}]}
                        """);

        assertThat(line.run(api, "task", "show", "tsk_1")).isZero();

        assertThat(line.out())
                .contains("Status     asks in review")
                .contains("Attempt    1 of 3 as cmd_1")
                .contains("Created    2026-11-22T11:57:00Z")
                .contains("Instructions\n  First\n  then␛[2J\n")
                .contains("Payload\n  {\"issue\":512}\n")
                .contains("Question q1\n  Which?\n  - this\n  - that\n")
                .contains("2026-11-22T11:59:00Z  note  Hurry")
                .contains("Result\n  Well\n  Report https://x.org/1\n")
                .contains("2026-11-22T11:58:03Z  progress         running/review  80 %")
                .endsWith("late: already_beyond\n");
    }

    @Test
    void agentsAreToldWithTheirSignalAndWhatTheyHaveUnderWay() {
        api.on(
                BOARD,
                200,
                """
                {"as_of":"2026-11-22T12:00:00Z",
                 "tasks":[{"task_id":"t1","agent_id":"a","status":"running"},{"task_id":"t2","agent_id":"a","status":"ack"},
                          {"task_id":"t3","agent_id":"a","status":"queued"}],
                 "agents":[{"agent_id":"b","presence":"online","last_seen_at":"2026-11-22T11:59:00Z"},
                           {"agent_id":"c","presence":"offline","last_seen_at":"2026-11-22T11:00:00Z"},
                           {"agent_id":"d","presence":"offline","departure":"goodbye"},
                           {"agent_id":"a","presence":"online","last_seen_at":"2026-11-22T11:59:30Z",
                            "last_heartbeat_at":"2026-11-22T11:59:00.5Z"}]}
                """);

        assertThat(line.run(api, "agents")).isZero();
        assertThat(line.out())
                .isEqualTo(
                        """
                        AGENT  SIGNAL      LAST HEARTBEAT        UNDER WAY
                        a      online      2026-11-22T11:59:00Z  2
                        b      quiet                             0
                        c      offline                           0
                        d      signed off                        0
                        """);
        assertThat(line.run(api, "agents", "-o", "json")).isZero();
        assertThat(line.out()).contains("\"tasks_under_way\" : [ \"t1\", \"t2\" ]");
    }

    @Test
    void notificationsAreFoundBehindThoseThatDoNotFit() {
        String others =
                IntStream.range(0, 199)
                        .mapToObj(i ->
                                "{\"event_id\":\"e" + i + "\",\"discord\":{\"state\":\"sent\"}}")
                        .collect(Collectors.joining(","));
        String activity = "GET /api/dashboard/activity?limit=200";
        api.on(activity, 200, "{\"events\":[" + others + ",{\"event_id\":\"last\"}]}")
                .on(
                        activity + "&before=last",
                        200,
                        """
                        {"events":[{"event_id":"x","type":"failed","task_id":"tsk_1","applied_at":"2026-11-22T11:58:00Z",
                         "discord":{"state":"dead","reason":"gone","at":"2026-11-22T11:58:04Z"}}]}
                        """);

        assertThat(line.run(api, "notifications", "--state", "dead")).isZero();

        assertThat(line.out())
                .isEqualTo(
                        """
                        AT                    STATE  EVENT   TASK OR AGENT  WHY
                        2026-11-22T11:58:04Z  dead   failed  tsk_1          gone
                        """);
    }

    @Test
    void anotherPageThanMcSyncIsToldAsSuch() {
        api.on(BOARD, 200, "<html>");

        assertThat(line.run(api, "agents")).isEqualTo(4);

        assertThat(line.err())
                .isEqualTo("mc-sync: What answers at " + api.url() + " is not mc-sync\n");
    }

    @Test
    void aServiceThatIsAwayForAMomentIsAskedAgain() {
        api.on(BOARD, 503, "{\"reason\":\"service_unreachable\",\"detail\":\"Away.\"}")
                .on(BOARD, 200, "{\"agents\":[]}");

        assertThat(line.run(api, "agents")).isZero();

        assertThat(line.out()).isEqualTo("No agent was heard of.\n");
    }

    @Test
    void nobodyAtTheAddressEndsWithFourAndAWrongTokenWithOne() {
        String nowhere = api.url();
        api.on(
                BOARD,
                401,
                "{\"reason\":\"unauthenticated\",\"detail\":\"Expected a valid token.\"}");
        assertThat(line.run(api, "agents")).isEqualTo(1);
        assertThat(line.err()).isEqualTo("mc-sync: Expected a valid token. (unauthenticated)\n");
        api.close();

        assertThat(line.runAt(nowhere, "agents")).isEqualTo(4);

        assertThat(line.err()).contains("No answer from " + nowhere).doesNotContain("secret");
    }

    @Test
    void withoutASystemItIsAskedForOne() {
        assertThat(line.runAlone("agents")).isEqualTo(2);
        assertThat(line.err()).contains("--url and --token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "events"})
    void aGroupAlonePrintsItsHelp(String group) {
        assertThat(line.runAlone(group)).isZero();
        assertThat(line.out()).startsWith("Usage: mc-sync " + group).contains("Example:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task create", "task list", "task show", "task watch", "task move", "task retry",
                "task cancel", "task answer", "task note", "agents", "events tail", "notifications"
            })
    void everyCommandHasAnExample(String command) {
        assertThat(line.runAlone((command + " --help").split(" "))).isZero();
        assertThat(line.out()).contains("Example:\n  mc-sync " + command, "--url", "--output");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void aShellLearnsTheCommands(String shell) {
        assertThat(line.runAlone("completion", shell, "--also", "bench,chaos")).isZero();
        assertThat(line.out())
                .startsWith("#!")
                .contains("bashcompinit", "_picocli_mc-sync_task_watch", "_picocli_mc-sync_bench");
    }
}
