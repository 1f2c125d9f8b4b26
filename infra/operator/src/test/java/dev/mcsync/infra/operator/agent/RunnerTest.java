package dev.mcsync.infra.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.operator.agent.Program.Input;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A runner with shell scripts for programs. */
@Timeout(60)
class RunnerTest extends RunnerBed {

    @Test
    void whatAProgramPrintsIsReportedAndItsEndIsTheTasks() {
        run(
                Input.JSON,
                """
                read -r task
                echo "$MC_TASK_TITLE: $MC_TASK_INSTRUCTIONS"
                case $task in *'"command_id":"cmd_1"'*) echo '{"question":{"text":"Which?"}}';; esac
                echo '{"progress":40,"result":{"text":"**all** of it"}}'
                echo '{"progress":400}' # no report, and so a text
                echo '{"progress":90}'
                """);
        system.start("cmd_1", "Count", "every one");
        await(() -> system.types().contains("done"));
        assertThat(system.types()).startsWith("ack", "running", "progress").endsWith("done");
        // Told with the question, or just before it.
        assertThat(system.events())
                .extracting(event -> event.path("message").asString())
                .contains("Count: every one");
        assertThat(system.events())
                .extracting(event -> event.at("/question/id").asString())
                .containsOnlyOnce("q1");
        JsonNode done = system.events().getLast();
        assertThat(done.at("/result/text").asString()).isEqualTo("**all** of it");
        assertThat(done.path("message").asString()).isEqualTo("{\"progress\":400}");
        assertThat(system.events().get(system.events().size() - 2).path("progress").asInt())
                .isEqualTo(90);
        for (JsonNode event : system.events()) {
            assertThat(event.path("command_id").asString()).isEqualTo("cmd_1");
            assertThat(event.path("agent_id").asString()).isEqualTo("agt_1");
        }
    }

    @Test
    void anExitCodeOtherThanZeroIsAFailureThatNamesIt() {
        run(Input.NONE, "echo working; echo no disk left >&2; exit 3");
        system.start("cmd_1", "Count", "");
        await(() -> system.types().contains("failed"));
        JsonNode failed = system.events().getLast();
        assertThat(failed.path("error_code").asString()).isEqualTo("exit_3");
        assertThat(failed.path("message").asString()).isEqualTo("no disk left");
    }

    @Test
    void aCancelledProgramIsAskedToEndAndNothingMoreIsTold() {
        Path bye = directory.resolve("bye");
        run(Input.NONE, "trap 'echo bye > " + bye + "; exit 0' TERM; while :; do sleep 0.1; done");
        system.start("cmd_1", "Count", "");
        await(() -> system.types().contains("running"));
        system.cancel("cmd_1");
        await(() -> Files.exists(bye));
        system.start("cmd_2", "Count on", "");
        await(() -> system.types().size() == 4);
        assertThat(system.types()).containsExactly("ack", "running", "ack", "running");
    }

    @Test
    void whatDoesNotEndWhenAskedIsEndedWithAllThatItStarted() {
        Path child = directory.resolve("child");
        run(
                Input.NONE,
                "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ > "
                        + child
                        + "; while :; do sleep 0.1; done'");
        system.start("cmd_1", "Count", "");
        await(() -> Files.exists(child) && !read(child).isEmpty());
        system.cancel("cmd_1");
        await(() -> ProcessHandle.of(Long.parseLong(read(child))).isEmpty());
    }

    /** Another attempt has taken its place, or another runner of this agent was faster. */
    @ParameterizedTest
    @ValueSource(strings = {"stale_attempt", FakeSystem.LATE})
    void whatIsNoLongerItsOwnIsNotBegun(String why) {
        Path begun = directory.resolve("begun");
        system.refuse("ack", why);
        run(Input.NONE, "touch " + begun);
        system.start("cmd_1", "Count", "");
        system.cancel("cmd_1");
        system.start("cmd_2", "Count on", "");
        await(() -> system.heartbeats().size() > 3);
        assertThat(begun).doesNotExist();
        assertThat(system.types()).isEmpty();
    }

    @Test
    void aStartThatIsToldAgainBeginsNothingThoughThereIsAPlace() {
        Path runs = directory.resolve("runs");
        Path go = directory.resolve("go");
        run(
                Input.NONE,
                "echo run >> " + runs + "; while [ ! -e " + go + " ]; do sleep 0.05; done",
                2);
        system.start("cmd_1", "Count", "");
        await(() -> system.types().contains("running"));
        system.start("cmd_1", "Count", "");
        int polls = system.polls();
        await(() -> system.polls() > polls + 1);
        system.takeBack("cmd_1");
        // What was handed out before is obeyed by then.
        int handedOut = system.polls();
        await(() -> system.polls() > handedOut);
        write(go);
        await(() -> system.types().contains("done"));
        assertThat(read(runs)).isEqualTo("run");
    }

    @Test
    void reportsWaitForTheNetworkAndComeInTheirOrder() {
        Path go = directory.resolve("go");
        run(Input.NONE, "while [ ! -e " + go + " ]; do sleep 0.05; done; echo late");
        system.start("cmd_1", "Count", "");
        await(() -> system.types().contains("running"));
        system.beAway(true);
        write(go);
        Path journal = directory.resolve("state/journal.jsonl");
        await(() -> read(journal).contains("\"type\":\"done\""));
        assertThat(system.types()).containsExactly("ack", "running");
        system.beAway(false);
        await(() -> system.types().contains("done"));
        assertThat(system.types()).endsWith("done").doesNotHaveDuplicates();
    }

    @Test
    void whatAPersonSaysReachesAProgramThatListensOnce() {
        run(
                Input.OPEN,
                """
                read -r task
                read -r said
                case $said in *'"text":"this one"'*) echo heard;; esac
                read -r said
                case $said in *'"text":"that one"'*) echo 'then: that one';; esac
                read -r end
                """);
        system.start("cmd_1", "Count", "");
        await(() -> system.types().contains("running"));
        system.say("cmd_1", "evt_said", "this one");
        await(() -> told("acks").contains("[\"evt_said\"]") && told("message").contains("heard"));
        system.say("cmd_1", "evt_said", "this one");
        system.say("cmd_1", "evt_more", "that one");
        await(() -> told("message").contains("then: that one"));
        assertThat(told("acks")).containsOnlyOnce("[\"evt_said\"]");
    }

    /** What it is given is more than a pipe holds. */
    @Test
    void aProgramThatReadsNothingHoldsUpNothing() {
        run(Input.OPEN, "echo ${MC_TASK_INSTRUCTIONS-left out}; exec sleep 600");
        system.start("cmd_1", "Count", "x".repeat(200_000));
        await(() -> system.types().contains("running"));
        system.say("cmd_1", "evt_said", "are you there?");
        int beats = system.heartbeats().size();
        await(() -> system.heartbeats().size() > beats + 3);
        system.cancel("cmd_1");
        system.start("cmd_2", "Count on", "");
        await(() -> system.types().lastIndexOf("running") > system.types().indexOf("running"));
        assertThat(told("acks")).isEmpty();
        assertThat(told("message")).contains("left out");
    }

    @Test
    void whoIsFullTakesTheNextOneWhenAPlaceIsFree() {
        run(Input.TEXT, "cat; sleep 0.3");
        system.start("cmd_1", "First", "");
        system.start("cmd_2", "Second", "");
        await(() -> system.types().stream().filter("done"::equals).count() == 2);
        assertThat(
                        system.events().stream()
                                .filter(event -> event.path("type").asString().equals("done"))
                                .map(event -> event.path("message").asString()))
                .containsExactly("First", "Second");
        assertThat(system.types().indexOf("done")).isLessThan(system.types().lastIndexOf("ack"));
    }

    @Test
    void whenItIsStoppedItsTasksFailAndItSaysGoodbye() throws InterruptedException {
        run(Input.NONE, "sleep 600");
        system.start("cmd_1", "Count", "");
        await(() -> system.types().contains("running"));
        assertThat(system.heartbeats().getFirst().path("running").toString()).isEqualTo("[]");
        stop();
        assertThat(system.events().getLast().path("error_code").asString())
                .isEqualTo("agent_stopped");
        assertThat(system.heartbeats().getLast().path("leaving").asBoolean()).isTrue();
        assertThat(system.heartbeats().getLast().path("boot_id").asString()).startsWith("boot_");
    }

    /** What the events say in this member, in their order. */
    private List<String> told(String member) {
        return system.events().stream()
                .filter(event -> event.has(member))
                .map(event -> event.path(member))
                .map(value -> value.isString() ? value.asString() : value.toString())
                .toList();
    }
}
