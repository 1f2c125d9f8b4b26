package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person changed what is asked, or of whom. An attempt that was handed to an agent goes by what
 * it was given: where instructions or agent change, another one takes its place.
 *
 * @param change without anything in it, nothing changes
 * @param commandId names the attempt that begins, if one does
 * @param expectedVersion the version that the person saw; null edits whatever the version is
 */
public record TaskEdited(
        EventId eventId,
        TaskId taskId,
        CommandId commandId,
        Change change,
        @Nullable Long expectedVersion,
        @Nullable Instant occurredAt)
        implements TaskFact {

    /** Of the attempt that another one took the place of. */
    public static final String ERROR_CODE = "superseded";

    /**
     * What it is from now on; null stays as it was.
     *
     * @param instructions an empty text takes them away
     */
    public record Change(
            @Nullable String title, @Nullable String instructions, @Nullable AgentId agentId) {}

    @Override
    public FactType type() {
        return FactType.EDITED;
    }
}
