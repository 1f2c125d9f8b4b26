package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Drift;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Folding the ledger gives what applying gave. */
class FoldTest {

    private static final Limits OTHERS =
            new Limits(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    0,
                    Duration.ZERO,
                    Duration.ZERO,
                    Limits.DEFAULT_ANSWER_TIMEOUT);

    private final TaskFold fold = new TaskFold(OTHERS);

    @RepeatedTest(200)
    void anyHistoryFoldsToTheTaskThatItMade(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Facts facts = Facts.story();
        take(facts, facts.creation(Stage.TODO, new TaskLimits(null, null, 1 + random.nextInt(3))));
        for (int i = 0; i < 30; i++) {
            facts.after(Duration.ofSeconds(random.nextInt(900)));
            take(facts, any(facts, random));

            assertThat(fold.task()).contains(facts.task());
        }
        assertThat(fold.divergences()).isEmpty();
    }

    @Test
    void aStepThatCannotBeRepeatedIsTakenAsRecordedAndTold() {
        Facts facts = Facts.story();
        take(facts, facts.creation(Stage.TODO, TaskLimits.DEFAULT));
        TaskFact retried = facts.retried(Facts.SECOND);

        fold.add(
                step(
                        facts,
                        retried,
                        Effect.APPLIED,
                        7L,
                        new TaskState(TaskStatus.QUEUED, Stage.TODO, 7),
                        Facts.SECOND));

        assertThat(fold.divergences()).singleElement().asString().contains("retried");
        assertThat(fold.task())
                .hasValueSatisfying(task -> {
                    assertThat(task.version()).isEqualTo(7);
                    assertThat(task.commandId()).isEqualTo(Facts.SECOND);
                });
    }

    @Test
    void aCardThatLeftTheBacklogBeforeThatBeganAnAttemptFoldsAsItWasDecided() {
        Facts facts = Facts.story();
        take(facts, facts.creation(Stage.TODO, new TaskLimits(null, null, 3)));
        take(facts, facts.report(ReportType.FAILED));
        take(facts, facts.moved(Stage.BACKLOG, null));

        fold.add(
                step(
                        facts,
                        facts.moved(Stage.TODO, null),
                        Effect.APPLIED,
                        4L,
                        new TaskState(TaskStatus.FAILED, Stage.TODO, 4),
                        Facts.FIRST));

        assertThat(fold.divergences()).isEmpty();
        assertThat(fold.task().orElseThrow().status()).isEqualTo(TaskStatus.FAILED);
        assertThat(fold.task().orElseThrow().phase().deadlineAt()).isNull();
    }

    @Test
    void aRepairTakesTheFoldAboveEveryVersionSeenAndSettlesWhatDiverged() {
        Facts facts = Facts.story();
        take(facts, facts.creation(Stage.TODO, TaskLimits.DEFAULT));
        TaskFact running = facts.report(ReportType.RUNNING);
        fold.add(step(facts, running, Effect.LATE, null, null, Facts.FIRST));
        assertThat(fold.divergences()).hasSize(1);
        TaskRepaired repaired = TaskRepaired.of(Facts.TASK, Drift.ROW_EDITED, 1, 40);

        TaskSnapshot folded = fold.task().orElseThrow();
        TaskDecision decision =
                new RowDecider(Facts.LIMITS)
                        .repair(null, folded, received(facts, repaired), facts.now());
        fold.add(
                step(
                        facts,
                        repaired,
                        Effect.APPLIED,
                        decision.change().orElseThrow().version(),
                        null,
                        Facts.FIRST));

        assertThat(decision.change()).isEqualTo(fold.task());
        assertThat(fold.task().orElseThrow().version()).isEqualTo(41);
        assertThat(fold.divergences()).isEmpty();
    }

    private void take(Facts facts, TaskFact fact) {
        TaskDecision decision = facts.decide(fact);
        fold.add(
                step(
                        facts,
                        fact,
                        decision.outcome().effect(),
                        decision.change().map(TaskSnapshot::version).orElse(null),
                        decision.outcome().after(),
                        decision.outcome().actor().commandId()));
    }

    private static TaskFold.Step step(
            Facts facts,
            TaskFact fact,
            Effect effect,
            @Nullable Long version,
            @Nullable TaskState after,
            @Nullable CommandId command) {
        return new TaskFold.Step(
                received(facts, fact),
                facts.now(),
                Facts.LIMITS,
                effect,
                version,
                after == null ? null : after.status(),
                after == null ? null : after.stage(),
                command,
                1);
    }

    private static <F extends TaskFact> Received<F> received(Facts facts, F fact) {
        Instant at = facts.now();
        return new Received<>(fact, new SourcePosition("mc.task-events", 0, 0), at, "");
    }

    private static TaskFact any(Facts facts, Random random) {
        ReportType[] reports = ReportType.values();
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 ->
                    facts.report(
                            reports[random.nextInt(reports.length)],
                            random.nextInt(8) == 0 ? Facts.FIRST : facts.task().commandId(),
                            Facts.AGENT,
                            null);
            case 4, 5 -> random.nextBoolean() ? facts.deadline() : facts.deadlineAfterReturn();
            case 6 -> facts.retried(new CommandId("cmd_r" + random.nextInt()));
            case 7 -> facts.moved(Stage.values()[random.nextInt(6)], null);
            case 8 -> TaskArchived.longUntouched(Facts.TASK, facts.task().version());
            default -> random.nextInt(4) == 0 ? facts.cancelled() : facts.restarted();
        };
    }
}
