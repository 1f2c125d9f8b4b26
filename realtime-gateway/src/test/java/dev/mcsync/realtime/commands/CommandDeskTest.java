package dev.mcsync.realtime.commands;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static dev.mcsync.realtime.testing.Samples.draft;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.realtime.testing.HandClock;
import dev.mcsync.realtime.testing.Samples.Draft;
import dev.mcsync.realtime.view.BoardTwin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandDeskTest {

    private static final AgentId ATLAS = new AgentId("agt_atlas");

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private long agentVersion;
    private final HandClock clock = new HandClock();
    private final BoardTwin twin = new BoardTwin(clock);
    private final CommandDesk desk = new CommandDesk(twin.board, clock);

    @BeforeEach
    void follow() {
        twin.board.listen(desk);
    }

    @Test
    void aQueuedTaskIsAStartUntilItIsAcknowledged() {
        put(draft("tsk_a").payload("{\"n\":1}"));

        assertThat(handOut()).containsExactly("start cmd_tsk_a");
        assertThat(handOut()).containsExactly("start cmd_tsk_a");
        assertThat(all(ATLAS).getFirst().payload()).isNotNull();

        put(draft("tsk_a").version(2).is(TaskStatus.ACK, Stage.TODO));
        assertThat(handOut()).isEmpty();
    }

    @Test
    void aTaskInTheBacklogIsNotSent() {
        put(draft("tsk_a").is(TaskStatus.QUEUED, Stage.BACKLOG));
        assertThat(handOut()).isEmpty();

        put(draft("tsk_a").version(2));
        assertThat(handOut()).containsExactly("start cmd_tsk_a");

        put(draft("tsk_a").version(3).is(TaskStatus.QUEUED, Stage.BACKLOG));
        assertThat(handOut()).isEmpty();
    }

    @Test
    void theOldestComesFirstAndOnlySoManyAtOnce() {
        put(draft("tsk_young").since(NOON.plusSeconds(2)));
        put(draft("tsk_old").since(NOON));
        put(draft("tsk_middle").since(NOON.plusSeconds(1)));

        assertThat(
                        desk.of(ATLAS).atMost(new Handout.Most(2, 2, 2), Set.of()).stream()
                                .map(command -> command.taskId().value()))
                .containsExactly("tsk_old", "tsk_middle");
    }

    @Test
    void eachAgentHasItsOwn() {
        put(draft("tsk_a").agent("agt_rio"));

        assertThat(handOut()).isEmpty();
        assertThat(all(new AgentId("agt_rio"))).hasSize(1);
    }

    @Test
    void aCancelIsGivenAgainForAQuarterOfAnHour() {
        put(draft("tsk_a").since(NOON).cancelled());

        assertThat(handOut()).containsExactly("cancel cmd_tsk_a");
        assertThat(handOut()).containsExactly("cancel cmd_tsk_a");

        clock.pass(CommandDesk.CANCELS_KEPT_FOR);
        assertThat(handOut()).isEmpty();
    }

    @Test
    void aCancelIsLeftOutForACallerThatHasTakenNoteOfItAndForNobodyElse() {
        put(draft("tsk_a").since(NOON).cancelled());
        put(draft("tsk_b"));

        assertThat(desk.of(ATLAS).all(Set.of("cmd_tsk_a", "cmd_tsk_b")))
                .extracting(CommandDeskTest::name)
                .containsExactly("start cmd_tsk_b");
        assertThat(handOut()).containsExactly("cancel cmd_tsk_a", "start cmd_tsk_b");
    }

    @Test
    void whatPeopleSayIsGivenAfterTheStartUntilItIsAcknowledged() {
        put(draft("tsk_a").notes("evt_n1", "evt_n2"));
        assertThat(handOut())
                .containsExactly("start cmd_tsk_a", "message cmd_tsk_a", "message cmd_tsk_a");

        put(draft("tsk_a").version(2).is(TaskStatus.RUNNING, Stage.DOING).notes("evt_n2"));
        assertThat(handOut()).containsExactly("message cmd_tsk_a");

        put(draft("tsk_a").version(3).is(TaskStatus.RUNNING, Stage.DOING));
        assertThat(handOut()).isEmpty();
    }

    @Test
    void aMessageIsLeftOutForACallerThatHasTakenNoteOfIt() {
        put(draft("tsk_a").is(TaskStatus.RUNNING, Stage.DOING).notes("evt_n1", "evt_n2"));

        assertThat(desk.of(ATLAS).all(Set.of("evt_n1")))
                .extracting(command -> requireNonNull(command.message()).id().value())
                .containsExactly("evt_n2");
    }

    @Test
    void nobodyIsToldWhatIsSaidOfATaskThatIsOver() {
        put(draft("tsk_a").is(TaskStatus.TIMEOUT, Stage.BLOCKED).notes("evt_n1"));
        put(draft("tsk_b").is(TaskStatus.FAILED, Stage.BLOCKED).notes("evt_n2"));

        assertThat(handOut()).isEmpty();
    }

    @Test
    void theAgentThatATaskWasTakenFromIsStoppedAndTheOtherOneStarts() {
        AgentId rio = new AgentId("agt_rio");
        put(draft("tsk_a").is(TaskStatus.RUNNING, Stage.DOING).notes("evt_n1"));
        put(
                draft("tsk_a")
                        .version(2)
                        .agent("agt_rio")
                        .command("cmd_2")
                        .after(
                                new PriorAttempt(
                                        new CommandId("cmd_1"),
                                        1,
                                        TaskStatus.FAILED,
                                        "superseded",
                                        null,
                                        clock.instant(),
                                        ATLAS))
                        .notes("evt_n1"));

        assertThat(handOut()).containsExactly("cancel cmd_1");
        assertThat(all(rio))
                .extracting(CommandDeskTest::name)
                .containsExactly("start cmd_2", "message cmd_2");

        put(draft("tsk_a").version(3).agent("agt_rio").is(TaskStatus.DONE, Stage.DONE));
        assertThat(all(rio)).isEmpty();
        assertThat(handOut()).isEmpty();
    }

    @Test
    void aCrowdOfCancelsKeepsNoStartBack() {
        put(draft("tsk_a").since(NOON).cancelled());
        put(draft("tsk_b").since(NOON).cancelled());
        put(draft("tsk_c"));

        assertThat(desk.of(ATLAS).atMost(new Handout.Most(1, 1, 1), Set.of())).hasSize(2);
    }

    @Test
    void anAttemptThatWasReplacedIsStoppedWhoeverEndedItButTheAgent() {
        put(draft("tsk_timeout").command("cmd_2").after(prior(TaskStatus.TIMEOUT, null)));
        assertThat(handOut()).containsExactly("cancel cmd_1", "start cmd_2");

        put(draft("tsk_timeout").version(2).after(prior(TaskStatus.FAILED, "agent_restarted")));
        assertThat(handOut()).contains("cancel cmd_1");

        put(draft("tsk_timeout").version(3).after(prior(TaskStatus.FAILED, "no_space")));
        assertThat(handOut()).containsExactly("start cmd_tsk_timeout");
    }

    @Test
    void aTimedOutAttemptThatMayStillBeRevivedIsNotStopped() {
        put(draft("tsk_a").since(NOON).is(TaskStatus.TIMEOUT, Stage.BLOCKED));
        put(agentRunning("cmd_tsk_a"));

        assertThat(handOut()).isEmpty();
        assertThat(desk.of(ATLAS, Set.of(new CommandId("cmd_tsk_a"))).cancels()).isEmpty();
    }

    @Test
    void whatTheAgentSaysToGoOnWithIsStoppedHoweverLongAgoItWasReplaced() {
        put(draft("tsk_a").command("cmd_2").after(prior(TaskStatus.FAILED, "no_space")));
        clock.pass(CommandDesk.CANCELS_KEPT_FOR.plusHours(1));
        assertThat(handOut()).containsExactly("start cmd_2");
        assertThat(desk.of(ATLAS, Set.of(new CommandId("cmd_1"))).cancels()).hasSize(1);
        assertThat(desk.of(new AgentId("agt_rio"), Set.of(new CommandId("cmd_1"))).cancels())
                .isEmpty();

        put(agentRunning("cmd_1"));
        assertThat(handOut()).containsExactly("cancel cmd_1", "start cmd_2");

        put(agentRunning());
        assertThat(handOut()).containsExactly("start cmd_2");
    }

    @Test
    void aCancelIsOverWhenEveryLivingRunHasSaidSinceThatItDoesNotGoOn() {
        put(draft("tsk_a").since(NOON).cancelled());

        put(agentRunning(NOON.minusSeconds(1)));
        assertThat(handOut()).containsExactly("cancel cmd_tsk_a");

        put(agentRunning(NOON.plusSeconds(1)));
        assertThat(handOut()).isEmpty();

        put(
                agent(
                        NOON.plusSeconds(2),
                        run("boot_new", NOON.plusSeconds(2)),
                        run("boot_old", NOON.minusSeconds(2))));
        assertThat(handOut()).containsExactly("cancel cmd_tsk_a");
    }

    @Test
    void anOldCancelIsNotHandedOutAfterARestart() {
        clock.pass(CommandDesk.CANCELS_KEPT_FOR);
        put(draft("tsk_a").since(NOON).cancelled());

        assertThat(handOut()).isEmpty();
    }

    @Test
    void aCancelledAttemptIsToldEvenIfTheTaskWasRetriedAtOnce() {
        put(
                draft("tsk_a")
                        .command("cmd_2")
                        .since(NOON.plusSeconds(1))
                        .after(
                                new PriorAttempt(
                                        new CommandId("cmd_1"),
                                        1,
                                        TaskStatus.FAILED,
                                        "cancelled",
                                        null,
                                        NOON,
                                        null)));

        assertThat(handOut()).containsExactly("cancel cmd_1", "start cmd_2");
    }

    @Test
    void aFailedAttemptIsNoCancel() {
        put(draft("tsk_a").is(TaskStatus.FAILED, Stage.BLOCKED));

        assertThat(all(ATLAS)).isEmpty();
    }

    @Test
    void aRemovedTaskIsNotSent() {
        put(draft("tsk_a"));
        twin.removeTask("tsk_a");

        assertThat(handOut()).isEmpty();
    }

    @Test
    void whenTheBoardIsReadAgainNothingOfBeforeIsLeft() {
        put(draft("tsk_a").since(NOON).cancelled());
        put(draft("tsk_b"));
        assertThat(handOut()).hasSize(2);

        twin.topicsMadeAnew();
        assertThat(handOut()).isEmpty();

        put(draft("tsk_a").since(NOON).cancelled());
        assertThat(handOut()).containsExactly("cancel cmd_tsk_a");
    }

    private static PriorAttempt prior(TaskStatus status, @Nullable String errorCode) {
        return new PriorAttempt(new CommandId("cmd_1"), 1, status, errorCode, null, NOON, null);
    }

    private AgentSnapshot agentRunning(String... commands) {
        return agent(clock.instant(), run("boot_1", clock.instant(), commands));
    }

    private AgentSnapshot agentRunning(Instant heardAt) {
        return agent(heardAt, run("boot_1", heardAt));
    }

    private AgentSnapshot agent(Instant heardAt, AgentRun... runs) {
        return new AgentSnapshot(
                ATLAS,
                ++agentVersion,
                Presence.ONLINE,
                heardAt,
                heardAt,
                NOON,
                heardAt.plus(PATIENCE),
                null,
                new AgentBoot(
                        runs[0].bootId(), NOON, List.of(), List.of(), List.of(runs), List.of()),
                null,
                null,
                null);
    }

    private static AgentRun run(String boot, Instant heardAt, String... commands) {
        return new AgentRun(
                new BootId(boot),
                heardAt.plus(PATIENCE),
                Stream.of(commands).map(CommandId::new).toList());
    }

    private void put(AgentSnapshot agent) {
        twin.put(agent);
    }

    private List<AgentCommand> all(AgentId agent) {
        return desk.of(agent).all(Set.of());
    }

    private void put(Draft draft) {
        twin.put(draft.build());
    }

    private List<String> handOut() {
        return all(ATLAS).stream().map(CommandDeskTest::name).toList();
    }

    private static String name(AgentCommand command) {
        return command.kind().wireName() + " " + command.commandId();
    }
}
