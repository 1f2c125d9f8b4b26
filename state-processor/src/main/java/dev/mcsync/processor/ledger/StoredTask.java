package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskSnapshot;

/** A row of {@code tasks}. */
public sealed interface StoredTask {

    /** Written by facts. */
    record Known(TaskSnapshot task) implements StoredTask {}

    /**
     * There before the facts began, or put there by the old API.
     *
     * @param adoption the fact that takes it over as it stands
     */
    record Unadopted(TaskAdopted adoption) implements StoredTask {}

    /** Holds what no fact could have written, so somebody edited it by hand. */
    record Unreadable(TaskId taskId) implements StoredTask {}
}
