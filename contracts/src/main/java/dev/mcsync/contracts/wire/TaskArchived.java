package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task in which nothing happens by itself any more leaves the board; its row and its history
 * stay. Said by a person, or by the processor of one that nobody has touched for a long time.
 *
 * @param seenVersion the version that was seen: it has an effect only if the task is still at it
 */
public record TaskArchived(
        EventId eventId, TaskId taskId, long seenVersion, @Nullable Instant occurredAt)
        implements TaskFact {

    /** Whoever finds the same task untouched says the same, with the same id. */
    public static TaskArchived longUntouched(TaskId taskId, long seenVersion) {
        return new TaskArchived(
                EventId.derived(
                        "task_" + FactType.ARCHIVED.wireName(),
                        taskId.value(),
                        Long.toString(seenVersion)),
                taskId,
                seenVersion,
                null);
    }

    /** The same fact, said under another id. */
    public TaskArchived under(EventId otherId) {
        return new TaskArchived(otherId, taskId, seenVersion, occurredAt);
    }

    @Override
    public FactType type() {
        return FactType.ARCHIVED;
    }
}
