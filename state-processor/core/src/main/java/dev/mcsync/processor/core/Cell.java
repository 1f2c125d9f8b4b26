package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One cell of the transition table: what a trigger does to a task in a status. */
sealed interface Cell {

    /**
     * The task takes a new status and stage.
     *
     * @param implied the statuses jumped over, proven by this report
     * @param resolvesTimeout whether the report contradicts the server's suspicion
     */
    record Becomes(
            TaskStatus status, StageRule stage, List<TaskStatus> implied, boolean resolvesTimeout)
            implements Cell {

        public Becomes {
            implied = List.copyOf(implied);
        }
    }

    /** The report proves that the work moves; only the clock starts afresh. */
    record ClockOnly() implements Cell {}

    /** The report comes after a step that it should precede, or after the end. */
    record Late() implements Cell {}

    /** The attempt is handed out again while tries are left, and times out when none is. */
    record ResendOrTimeout() implements Cell {}

    /** The next attempt begins, where its back-off was running. */
    record RetryOrStale() implements Cell {}

    /** There is nothing going on that the fact could be about. */
    record Stale() implements Cell {}

    /** Where the card goes. */
    sealed interface StageRule {

        record Fixed(Stage stage) implements StageRule {}

        /** Where the report says; without a word of it, where work in progress belongs. */
        record AsReported() implements StageRule {}

        default Stage of(@Nullable Stage reported, Stage current) {
            return switch (this) {
                case Fixed(Stage stage) -> stage;
                case AsReported _ when reported != null -> reported;
                case AsReported _ -> current == Stage.REVIEW ? Stage.REVIEW : Stage.DOING;
            };
        }
    }
}
