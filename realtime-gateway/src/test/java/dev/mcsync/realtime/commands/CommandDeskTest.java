package dev.mcsync.realtime.commands;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static dev.mcsync.realtime.testing.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.realtime.testing.HandClock;
import dev.mcsync.realtime.testing.Samples.Draft;
import dev.mcsync.realtime.view.BoardTwin;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommandDeskTest {

    private static final AgentId ATLAS = new AgentId("agt_atlas");

    private final HandClock clock = new HandClock();
    private final BoardTwin twin = new BoardTwin(clock);
    private final CommandDesk desk = new CommandDesk(clock);

    @BeforeEach
    void follow() {
        twin.board.listen(desk);
    }

    @Test
    void aQueuedTaskIsAStartUntilItIsAcknowledged() {
        put(draft("tsk_a").payload("{\"n\":1}"));

        assertThat(handOut()).containsExactly("start cmd_tsk_a");
        assertThat(handOut()).containsExactly("start cmd_tsk_a");
        assertThat(desk.handOut(ATLAS, 10).getFirst().payload()).isNotNull();

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

        assertThat(desk.handOut(ATLAS, 2).stream().map(command -> command.taskId().value()))
                .containsExactly("tsk_old", "tsk_middle");
    }

    @Test
    void eachAgentHasItsOwn() {
        put(draft("tsk_a").agent("agt_rio"));

        assertThat(handOut()).isEmpty();
        assertThat(desk.handOut(new AgentId("agt_rio"), 10)).hasSize(1);
    }

    @Test
    void aCancelIsHandedOutOnceButToldForAQuarterOfAnHour() {
        put(draft("tsk_a").since(NOON).cancelled());

        assertThat(handOut()).containsExactly("cancel cmd_tsk_a");
        assertThat(handOut()).isEmpty();
        assertThat(desk.all(ATLAS)).hasSize(1);

        clock.pass(CommandDesk.CANCELS_KEPT_FOR);
        assertThat(desk.all(ATLAS)).isEmpty();
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
                                        NOON)));

        assertThat(handOut()).containsExactly("cancel cmd_1", "start cmd_2");
    }

    @Test
    void aFailedAttemptIsNoCancel() {
        put(draft("tsk_a").is(TaskStatus.FAILED, Stage.BLOCKED));

        assertThat(desk.all(ATLAS)).isEmpty();
    }

    @Test
    void aRemovedTaskIsNotSent() {
        put(draft("tsk_a"));
        twin.removeTask("tsk_a");

        assertThat(handOut()).isEmpty();
    }

    @Test
    void whenTheBoardIsReadAgainACancelIsNotHandedOutAgain() {
        put(draft("tsk_a").since(NOON).cancelled());
        put(draft("tsk_b"));
        assertThat(handOut()).hasSize(2);

        twin.topicsMadeAnew();
        assertThat(handOut()).isEmpty();

        put(draft("tsk_a").since(NOON).cancelled());
        assertThat(handOut()).isEmpty();
        clock.pass(Duration.ofMinutes(1));
        assertThat(desk.all(ATLAS)).hasSize(1);
    }

    private void put(Draft draft) {
        twin.put(draft.build());
    }

    private List<String> handOut() {
        return desk.handOut(ATLAS, 10).stream().map(CommandDeskTest::name).toList();
    }

    private static String name(AgentCommand command) {
        return command.kind().wireName() + " " + command.commandId();
    }
}
