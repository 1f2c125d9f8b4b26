package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a fact did.
 *
 * @param changed the task after it; null when the fact changed nothing
 */
public record TaskDecision(
        TaskOutcome outcome, @Nullable TaskSnapshot changed, List<IncidentChange> incidents) {

    public TaskDecision {
        incidents = List.copyOf(incidents);
    }

    public Optional<TaskSnapshot> change() {
        return Optional.ofNullable(changed);
    }
}
