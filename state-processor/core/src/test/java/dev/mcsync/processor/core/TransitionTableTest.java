package dev.mcsync.processor.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of the transition table, written down once more as a person would read it. */
class TransitionTableTest {

    /**
     * Columns: ack, running, progress (with stage review), done, failed, deadline passed (no retry
     * is due), the agent's restart.
     */
    private static final String TABLE =
            """
            queued:  ack·todo | running·doing+ack | running·review+ack,running | done·done+ack,running | failed·blocked+ack,running | queued·todo | stale
            ack:     late     | running·doing     | running·review+running     | done·done+running     | failed·blocked             | timeout·blocked | failed·blocked
            running: late     | running·doing     | running·review             | done·done             | failed·blocked             | timeout·blocked | failed·blocked
            timeout: late     | running·doing!    | running·review!            | done·done!            | failed·blocked!            | stale | stale
            done:    late     | late              | late                       | late                  | late                       | stale | stale
            failed:  late     | late              | late                       | late                  | late                       | stale | stale
            """;

    record Expected(TaskStatus now, Trigger trigger, String cell) {
        @Override
        public String toString() {
            return now + " " + trigger + " -> " + cell;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void everyCellDoesWhatTheTableSays(Expected expected) {
        Facts facts = Facts.taskIn(expected.now());
        long version = facts.task().version();

        TaskDecision decision = facts.decide(fact(facts, expected.trigger()));

        assertThat(told(decision)).isEqualTo(expected.cell());
        assertThat(facts.task().version())
                .isEqualTo(decision.changed() == null ? version : version + 1);
        assertThat((facts.task().status() == TaskStatus.DONE))
                .isEqualTo(facts.task().stage() == Stage.DONE);
    }

    @Test
    void noCellIsLeftOut() {
        assertThat(cells())
                .extracting(expected -> expected.now() + "/" + expected.trigger())
                .doesNotHaveDuplicates()
                .hasSize(TaskStatus.values().length * Trigger.values().length);
        for (TaskStatus status : TaskStatus.values()) {
            for (Trigger trigger : Trigger.values()) {
                assertThat(TransitionTable.cell(status, trigger)).isNotNull();
            }
        }
    }

    static Stream<Expected> cells() {
        List<Expected> cells = new ArrayList<>();
        TABLE.lines()
                .forEach(line -> {
                    TaskStatus now =
                            TaskStatus.valueOf(
                                    line.substring(0, line.indexOf(':')).toUpperCase(Locale.ROOT));
                    String[] columns = line.substring(line.indexOf(':') + 1).split("\\|", -1);
                    for (Trigger trigger : Trigger.values()) {
                        cells.add(new Expected(now, trigger, columns[trigger.ordinal()].strip()));
                    }
                });
        return cells.stream();
    }

    private static TaskFact fact(Facts facts, Trigger trigger) {
        return switch (trigger) {
            case ACK -> facts.report(ReportType.ACK);
            case RUNNING -> facts.report(ReportType.RUNNING);
            case PROGRESS ->
                    facts.report(ReportType.PROGRESS, Facts.FIRST, Facts.AGENT, Stage.REVIEW);
            case DONE -> facts.report(ReportType.DONE);
            case FAILED -> facts.report(ReportType.FAILED);
            case DEADLINE -> facts.deadline();
            case RESTART -> facts.restarted();
        };
    }

    private static String told(TaskDecision decision) {
        if (decision.outcome().effect() == Effect.LATE) {
            return "late";
        }
        Reason reason = decision.outcome().reason();
        if (reason == Reason.STALE_DEADLINE || reason == Reason.STALE_RESTART) {
            return "stale";
        }
        assertThat(decision.outcome().effect()).isEqualTo(Effect.APPLIED);
        var after = requireNonNull(decision.changed());
        String implied =
                decision.outcome().transition().implied().stream()
                        .map(TaskStatus::wireName)
                        .collect(Collectors.joining(","));
        boolean resolves =
                decision.incidents().stream()
                        .anyMatch(change -> change instanceof IncidentChange.Resolved);
        return after.status().wireName()
                + "·"
                + after.stage().wireName()
                + (implied.isEmpty() ? "" : "+" + implied)
                + (resolves ? "!" : "");
    }
}
