package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The task's row or published snapshot was found to differ from its ledger. The fold of the ledger
 * takes the place of both.
 *
 * @param aboveVersion the highest version found anywhere; the repaired task is above it, so that
 *     every reader takes it. 0 to {@value #MAX_VERSION}
 */
public record TaskRepaired(EventId eventId, TaskId taskId, Drift found, long aboveVersion)
        implements TaskFact {

    /** Far above any true version, and far from where adding to it overflows. */
    public static final long MAX_VERSION = 1L << 53;

    /** The same drift, found again before it is repaired, is said with the same id. */
    public static TaskRepaired of(TaskId taskId, Drift found, long foldVersion, long aboveVersion) {
        return new TaskRepaired(
                EventId.derived(
                        "task_" + FactType.REPAIRED.wireName(),
                        taskId.value(),
                        found.wireName(),
                        Long.toString(foldVersion),
                        Long.toString(aboveVersion)),
                taskId,
                found,
                aboveVersion);
    }

    /** The same fact, said under another id. */
    public TaskRepaired under(EventId otherId) {
        return new TaskRepaired(otherId, taskId, found, aboveVersion);
    }

    @Override
    public FactType type() {
        return FactType.REPAIRED;
    }

    @Override
    public @Nullable Instant occurredAt() {
        return null;
    }
}
