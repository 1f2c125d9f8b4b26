package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskOutcome.Transition;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a word is taken for that only a later version knows. Each stands for the least that can be
 * meant: nobody is handed work by it, nobody is alarmed, and the card is where it is looked for.
 */
final class LaterWords {

    private LaterWords() {}

    /** Somebody is at it, which hands nothing out; unless the card has come to its end. */
    static @Nullable TaskStatus status(ObjectReader in) {
        boolean isOver =
                in.peekText("stage")
                        .filter(stage -> stage.equals(Stage.DONE.wireName()))
                        .isPresent();
        return in.choice("status", TaskStatus.class, isOver ? TaskStatus.DONE : TaskStatus.RUNNING);
    }

    /**
     * The column that tasks of this status stand in when nobody moves them.
     *
     * @param status as it was read; null where it was no status at all
     */
    static @Nullable Stage stage(ObjectReader in, @Nullable TaskStatus status) {
        return in.choice("stage", Stage.class, status == null ? Stage.DOING : usual(status));
    }

    /**
     * The known fact that leads where this one led; one that is told nobody where it led nowhere.
     */
    static FactType typeOf(Transition change) {
        TaskState before = change.before();
        TaskState after = change.after();
        return after == null || (before != null && before.status() == after.status())
                ? FactType.MOVED
                : leadingTo(after.status());
    }

    private static FactType leadingTo(TaskStatus status) {
        return switch (status) {
            case QUEUED -> FactType.RETRIED;
            case ACK -> FactType.ACK;
            case RUNNING -> FactType.RUNNING;
            case DONE -> FactType.DONE;
            case FAILED -> FactType.FAILED;
            case TIMEOUT -> FactType.DEADLINE_PASSED;
        };
    }

    /** What it did shows in the states. */
    static Effect effectOf(@Nullable TaskState before, @Nullable TaskState after) {
        return Objects.equals(before, after) ? Effect.LATE : Effect.APPLIED;
    }

    private static Stage usual(TaskStatus status) {
        return switch (status) {
            case QUEUED, ACK -> Stage.TODO;
            case RUNNING -> Stage.DOING;
            case DONE -> Stage.DONE;
            case FAILED, TIMEOUT -> Stage.BLOCKED;
        };
    }
}
