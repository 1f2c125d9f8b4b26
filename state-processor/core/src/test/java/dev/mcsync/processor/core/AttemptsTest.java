package dev.mcsync.processor.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A name that an attempt at another task has is given to no new one. */
class AttemptsTest {

    private static final TaskLimits TWICE = new TaskLimits(null, null, 2);

    private final TaskDecider decider = new TaskDecider(Facts.LIMITS);

    @Test
    void aTaskIsNotCreatedUnderAnothersName() {
        Facts facts = Facts.story();

        TaskDecision decision =
                decide(facts, null, facts.creation(Stage.TODO, TaskLimits.DEFAULT), _ -> true);

        assertThat(decision.outcome().reason()).isEqualTo(Reason.COMMAND_TAKEN);
        assertThat(decision.change()).isEmpty();
    }

    @Test
    void aTaskIsNotTriedAgainUnderAnothersName() {
        Facts facts = Facts.taskIn(TaskStatus.FAILED);

        TaskDecision decision =
                decide(facts, facts.task(), facts.retried(Facts.SECOND), Facts.SECOND::equals);

        assertThat(decision.outcome().reason()).isEqualTo(Reason.COMMAND_TAKEN);
    }

    @Test
    void theClockTakesAnotherNameAndTheFoldTakesTheSame() {
        Facts facts = Facts.story().created(Stage.TODO, TWICE).reported(ReportType.FAILED);
        TaskFact passed = facts.deadline();
        CommandId guessed =
                decide(facts, facts.task(), passed, _ -> false).change().orElseThrow().commandId();

        TaskDecision decision = decide(facts, facts.task(), passed, guessed::equals);

        TaskSnapshot next = decision.change().orElseThrow();
        assertThat(next.status()).isEqualTo(TaskStatus.QUEUED);
        assertThat(next.commandId()).isNotEqualTo(guessed);
        assertThat(Attempts.namedBy(received(facts, passed))).contains(guessed, next.commandId());
        assertThat(folded(facts, passed, decision).commandId()).isEqualTo(next.commandId());
    }

    private static TaskSnapshot folded(Facts facts, TaskFact passed, TaskDecision decision) {
        TaskFold fold = new TaskFold(Facts.LIMITS);
        Facts again = Facts.story();
        for (TaskFact fact :
                new TaskFact[] {
                    again.creation(Stage.TODO, TWICE), again.report(ReportType.FAILED), passed
                }) {
            boolean isLast = fact == passed;
            long version = fold.task().map(TaskSnapshot::version).orElse(0L) + 1;
            TaskSnapshot after = decision.change().orElseThrow();
            fold.add(
                    new TaskFold.Step(
                            received(facts, fact),
                            facts.now(),
                            Facts.LIMITS,
                            Effect.APPLIED,
                            version,
                            isLast ? after.status() : status(version),
                            isLast ? after.stage() : stage(version),
                            isLast ? decision.outcome().actor().commandId() : Facts.FIRST,
                            1));
        }
        assertThat(fold.divergences()).isEmpty();
        return fold.task().orElseThrow();
    }

    private static TaskStatus status(long version) {
        return version == 1 ? TaskStatus.QUEUED : TaskStatus.FAILED;
    }

    private static Stage stage(long version) {
        return version == 1 ? Stage.TODO : Stage.BLOCKED;
    }

    private TaskDecision decide(
            Facts facts, @Nullable TaskSnapshot now, TaskFact fact, Predicate<CommandId> isTaken) {
        return decider.decide(now, received(facts, fact), facts.now(), isTaken);
    }

    private static Received<TaskFact> received(Facts facts, TaskFact fact) {
        return new Received<>(fact, new SourcePosition("mc.task-events", 0, 7), facts.now(), "");
    }
}
