package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one fact did to its task.
 *
 * @param type of the fact
 * @param title null when there is no such task
 * @param question that its agent asks a person with it, in words; null when it asks none anew
 */
public record TaskOutcome(
        EventId eventId,
        FactType type,
        TaskId taskId,
        @Nullable String title,
        Actor actor,
        Transition transition,
        Remark remark,
        Provenance provenance,
        @Nullable String question)
        implements Outcome {

    /** Whom the fact speaks of, as far as it tells. */
    public record Actor(
            @Nullable AgentId agentId, @Nullable CommandId commandId, @Nullable Integer attempt) {}

    /**
     * From where to where it took the task.
     *
     * @param reason why it had no effect; null exactly when it was applied
     * @param before null when there was no such task
     * @param after equals {@code before} when it had no effect
     * @param implied the statuses that were jumped over and are proven by it
     */
    public record Transition(
            Effect effect,
            @Nullable Reason reason,
            @Nullable TaskState before,
            @Nullable TaskState after,
            List<TaskStatus> implied) {

        public Transition {
            implied = List.copyOf(implied);
        }
    }

    /**
     * When it came about, by three clocks, and where it stands.
     *
     * @param occurredAt by the sender's
     * @param receivedAt when the log took it
     * @param appliedAt when the processor decided
     */
    public record Provenance(
            @Nullable Instant occurredAt,
            Instant receivedAt,
            Instant appliedAt,
            SourcePosition source) {}

    @Override
    public String key() {
        return taskId.value();
    }

    public Effect effect() {
        return transition.effect();
    }

    public @Nullable Reason reason() {
        return transition.reason();
    }

    public @Nullable TaskState before() {
        return transition.before();
    }

    public @Nullable TaskState after() {
        return transition.after();
    }
}
