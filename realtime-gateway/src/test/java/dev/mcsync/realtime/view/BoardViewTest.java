package dev.mcsync.realtime.view;

import static dev.mcsync.realtime.testing.Samples.agent;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.testing.HandClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoardViewTest {

    private final HandClock clock = new HandClock();
    private final BoardTwin twin = new BoardTwin(clock);
    private final BoardView board = twin.board;

    @Test
    void theLastRecordOfAKeyIsOnTheBoard() {
        twin.put(task("tsk_a", 1));
        twin.put(task("tsk_a", 2));
        twin.put(agent("agt_atlas", 1));

        assertThat(board.findTask("tsk_a")).map(TaskSnapshot::version).contains(2L);
        assertThat(board.agents()).hasSize(1);
        assertThat(board.entities()).isEqualTo(2);
    }

    @Test
    void aTombstoneRemoves() {
        twin.put(task("tsk_a"));
        twin.removeTask("tsk_a");

        assertThat(board.findTask("tsk_a")).isEmpty();
        assertThat(board.tasks()).isEmpty();
        assertThat(board.entities()).isZero();
    }

    @Test
    void aReaderIsGivenWhatChangedSinceItsCursorAndNothingElse() {
        twin.put(task("tsk_old"));
        twin.put(task("tsk_changed", 1));
        Cursor cursor = board.cursor();

        twin.put(task("tsk_changed", 2));
        twin.put(task("tsk_new"));

        assertThat(subjectsSince(cursor)).containsExactlyInAnyOrder("tsk_changed", "tsk_new");
        assertThat(subjectsSince(board.cursor())).isEmpty();
    }

    @Test
    void aReaderIsGivenTheTombstonesThatItMissed() {
        twin.put(task("tsk_a"));
        Cursor cursor = board.cursor();

        twin.removeTask("tsk_a");

        assertThat(subjectsSince(cursor)).containsExactly("tsk_a");
    }

    @Test
    void aTombstoneOfWhichOnlyItselfIsLeftOnTheLogIsToldToo() {
        Cursor before = board.cursor();

        twin.removeTask("tsk_compacted_away");
        twin.removeTask("tsk_compacted_away");

        assertThat(subjectsSince(before)).containsExactly("tsk_compacted_away");
        assertThat(board.entities()).isZero();
    }

    @Test
    void aCursorFromBeforeAForgottenTombstoneIsNotResumable() {
        for (int i = 0; i <= BoardTwin.MAX_TOMBSTONES; i++) {
            twin.put(task("tsk_" + i));
        }
        Cursor before = board.cursor();
        for (int i = 0; i <= BoardTwin.MAX_TOMBSTONES; i++) {
            twin.removeTask("tsk_" + i);
        }

        assertThat(board.changesSince(before)).isEmpty();
        assertThat(board.changesSince(board.cursor())).isPresent();
    }

    @Test
    void aCursorOlderThanTombstonesAreTrustedForIsNotResumable() {
        twin.put(task("tsk_a"));
        Cursor cursor = board.cursor();

        clock.pass(Tombstones.TRUSTED_FOR);
        assertThat(board.changesSince(cursor)).isPresent();

        clock.pass(Duration.ofSeconds(1));
        assertThat(board.changesSince(cursor)).isEmpty();
    }

    @Test
    void aCursorOfTopicsThatWereMadeAnewIsNotResumable() {
        twin.put(task("tsk_a"));
        Cursor cursor = board.cursor();

        twin.topicsMadeAnew();

        assertThat(board.changesSince(cursor)).isEmpty();
        assertThat(board.tasks()).isEmpty();
    }

    @Test
    void aCursorThatIsAheadOfTheBoardIsNotResumable() {
        BoardTwin other = new BoardTwin(clock);
        other.put(task("tsk_a"));

        assertThat(board.changesSince(other.board.cursor())).isEmpty();
    }

    @Test
    void theSameRecordAgainIsNoChange() {
        List<Delta> told = new ArrayList<>();
        TaskSnapshot same = task("tsk_a", 3);
        twin.put(same);
        Cursor cursor = board.cursor();
        board.listen(listener(told, new ArrayList<>()));

        twin.put(same);

        assertThat(told).isEmpty();
        assertThat(board.changesSince(cursor)).contains(List.of());
    }

    @Test
    void aVersionThatGoesBackAndStaysSoWinsInTheEndAndIsToldAsAGap() {
        List<Delta> told = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        board.listen(listener(told, gaps));
        twin.put(task("tsk_a", 5));
        twin.put(task("tsk_a", 3));
        clock.pass(Setbacks.HELD_BACK.minusSeconds(1));
        twin.put(task("tsk_a", 4));
        board.acceptSetbacks();
        assertThat(board.findTask("tsk_a")).map(TaskSnapshot::version).contains(5L);
        assertThat(gaps).isEmpty();

        clock.pass(Duration.ofSeconds(1));
        board.acceptSetbacks();

        assertThat(board.findTask("tsk_a")).map(TaskSnapshot::version).contains(4L);
        assertThat(gaps).singleElement().asString().contains("tsk_a", "5", "4");
    }

    /** As where a database went back and has read again what it lost. */
    @Test
    void aVersionThatGoesBackAndIsSoonOvertakenIsNoGap() {
        List<Delta> told = new ArrayList<>();
        List<String> gaps = new ArrayList<>();
        twin.put(agent("agt_atlas", 5));
        board.listen(listener(told, gaps));
        twin.put(agent("agt_atlas", 3));
        twin.put(agent("agt_atlas", 4));
        assertThat(told).isEmpty();

        twin.put(agent("agt_atlas", 6));
        clock.pass(Setbacks.HELD_BACK);
        board.acceptSetbacks();

        assertThat(gaps).isEmpty();
        assertThat(told).singleElement().matches(delta -> delta.change().version() == 6);
    }

    @Test
    void theSameVersionWithOtherTimesIsNoGap() {
        List<String> gaps = new ArrayList<>();
        board.listen(listener(new ArrayList<>(), gaps));
        twin.put(task("tsk_a", 5));
        TaskSnapshot former = task("tsk_a", 5);
        TaskSnapshot later =
                new TaskSnapshot(
                        former.brief(),
                        former.version(),
                        former.attempt(),
                        former.phase(),
                        former.moments(),
                        former.remark(),
                        former.createdAt(),
                        former.updatedAt().plusMillis(1),
                        former.lastEventId(),
                        Dialogue.NONE,
                        null);

        twin.put(later);

        assertThat(board.findTask("tsk_a")).contains(later);
        assertThat(gaps).isEmpty();
    }

    @Test
    void anEntityThatComesBackBelowItsLastVersionIsAGap() {
        List<String> gaps = new ArrayList<>();
        board.listen(listener(new ArrayList<>(), gaps));
        twin.put(task("tsk_a", 5));
        twin.removeTask("tsk_a");
        assertThat(gaps).isEmpty();

        twin.put(task("tsk_a", 1));

        assertThat(gaps).hasSize(1);
    }

    private List<String> subjectsSince(Cursor cursor) {
        Optional<List<Delta>> changes = board.changesSince(cursor);
        assertThat(changes).isPresent();
        return changes.orElseThrow().stream().map(delta -> delta.change().subject().id()).toList();
    }

    private static BoardListener listener(List<Delta> told, List<String> gaps) {
        return new BoardListener() {
            @Override
            public void changed(Delta delta, Cursor cursor) {
                told.add(delta);
            }

            @Override
            public void gapFound(String what) {
                gaps.add(what);
            }
        };
    }
}
