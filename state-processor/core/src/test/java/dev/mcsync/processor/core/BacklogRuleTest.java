package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.BacklogRule.Way;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every status, every way in and out of the backlog, with tries left and without. */
class BacklogRuleTest {

    /** What stands behind the card. */
    enum Situation {
        QUEUED,
        ACK,
        RUNNING,
        DONE,
        FAILED,
        TIMEOUT,
        CANCELLED
    }

    record CellOf(Situation situation, Way way, boolean triesLeft) {}

    private static final Set<CellOf> VISITED = new HashSet<>();

    static Stream<CellOf> cells() {
        List<CellOf> cells = new ArrayList<>();
        for (Situation situation : Situation.values()) {
            for (Way way : Way.values()) {
                cells.add(new CellOf(situation, way, true));
                cells.add(new CellOf(situation, way, false));
            }
        }
        return cells.stream();
    }

    @AfterAll
    static void everyCellWasVisited() {
        assertThat(VISITED).hasSize(Situation.values().length * Way.values().length * 2);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyMoveDoesWhatTheTableSays(CellOf cell) {
        VISITED.add(cell);
        Facts facts = placed(cell);
        TaskSnapshot before = facts.task();

        TaskDecision decision = facts.decide(facts.moved(target(cell.way()), null));

        switch (expected(cell)) {
            case REFUSED -> {
                assertThat(decision.outcome().reason()).isEqualTo(Reason.ALREADY_FINISHED);
                assertThat(facts.task()).isEqualTo(before);
            }
            case CARD_ONLY -> assertSameAttempt(facts, before, before.phase().deadlineAt() != null);
            case CLOCK_STOPS -> assertSameAttempt(facts, before, false);
            case HANDED_OUT -> {
                assertSameAttempt(facts, before, true);
                assertHandedOut(facts, decision, before.attempt().deliveries() + 1);
            }
            case NEXT_ATTEMPT -> assertNextAttempt(facts, decision, before);
        }
    }

    /** The same id whoever works it out, so that a replay and a second processor agree. */
    @Test
    void theAttemptThatFollowsHasANameOfItsOwnAndTheSameWheneverTheMoveIsDecided() {
        CellOf cell = new CellOf(Situation.FAILED, Way.OUT_OF, true);
        Facts once = placed(cell);
        Facts again = placed(cell);

        once.decide(once.moved(Stage.TODO, null));
        again.decide(again.moved(Stage.TODO, null));

        assertThat(once.task().commandId()).isEqualTo(again.task().commandId());
        assertThat(once.task().attempt().prior())
                .extracting(PriorAttempt::commandId)
                .doesNotContain(once.task().commandId());
    }

    private static BacklogRule expected(CellOf cell) {
        return switch (cell.situation()) {
            case DONE -> BacklogRule.REFUSED;
            case ACK, RUNNING -> BacklogRule.CARD_ONLY;
            case QUEUED ->
                    switch (cell.way()) {
                        case INTO -> BacklogRule.CLOCK_STOPS;
                        case OUT_OF -> BacklogRule.HANDED_OUT;
                        case ELSEWHERE -> BacklogRule.CARD_ONLY;
                    };
            case FAILED, TIMEOUT ->
                    switch (cell.way()) {
                        case INTO -> BacklogRule.CLOCK_STOPS;
                        case OUT_OF ->
                                cell.triesLeft() ? BacklogRule.NEXT_ATTEMPT : BacklogRule.CARD_ONLY;
                        case ELSEWHERE -> BacklogRule.CARD_ONLY;
                    };
            case CANCELLED ->
                    cell.way() == Way.INTO ? BacklogRule.CLOCK_STOPS : BacklogRule.CARD_ONLY;
        };
    }

    private static Facts placed(CellOf cell) {
        Facts facts =
                Facts.story()
                        .created(Stage.TODO, new TaskLimits(null, null, cell.triesLeft() ? 3 : 1));
        switch (cell.situation()) {
            case QUEUED -> {}
            case ACK -> facts.reported(ReportType.ACK);
            case RUNNING -> facts.reported(ReportType.RUNNING);
            case DONE -> facts.reported(ReportType.DONE);
            case FAILED -> facts.reported(ReportType.FAILED);
            case TIMEOUT -> facts.reported(ReportType.RUNNING).deadlinePassed();
            case CANCELLED -> facts.decide(facts.cancelled());
        }
        if (cell.way() == Way.OUT_OF) {
            facts.decide(facts.moved(Stage.BACKLOG, null));
        }
        return facts;
    }

    private static Stage target(Way way) {
        return way == Way.INTO ? Stage.BACKLOG : Stage.REVIEW;
    }

    private static void assertSameAttempt(Facts facts, TaskSnapshot before, boolean clockRuns) {
        assertThat(facts.task().commandId()).isEqualTo(before.commandId());
        assertThat(facts.task().status()).isEqualTo(before.status());
        assertThat(facts.task().stage()).isNotEqualTo(before.stage());
        assertThat(facts.task().phase().deadlineAt() != null).isEqualTo(clockRuns);
    }

    private static void assertHandedOut(Facts facts, TaskDecision decision, int deliveries) {
        assertThat(facts.task().attempt().deliveries()).isEqualTo(deliveries);
        assertThat(facts.task().phase().deadlineAt()).isNotNull();
        assertThat(Commands.commandsFor(decision.outcome(), facts.task()))
                .last()
                .satisfies(command ->
                        assertThat(command.commandId()).isEqualTo(facts.task().commandId()));
    }

    private static void assertNextAttempt(Facts facts, TaskDecision decision, TaskSnapshot before) {
        assertThat(facts.task().status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(facts.task().stage()).isEqualTo(Stage.REVIEW);
        assertThat(facts.task().attempt().number()).isEqualTo(before.attempt().number() + 1);
        assertThat(facts.task().commandId()).isNotEqualTo(before.commandId());
        assertThat(facts.task().remark().errorCode()).isNull();
        assertHandedOut(facts, decision, 1);
        assertThat(decision.incidents()).hasSize(before.status() == TaskStatus.TIMEOUT ? 1 : 0);
    }
}
