package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The next version of a task while a decision fills it in. For one decision. */
final class TaskDraft {

    /** Together with the next one, keeps a task within the size of a record. */
    private static final int MAX_PRIOR_ATTEMPTS = 20;

    /** In UTF-16 units. */
    private static final int MAX_PRIOR_MESSAGE_LENGTH = 200;

    private final TaskSnapshot now;
    private final Instant at;
    private long version;
    private CommandId commandId;
    private int attempt;
    private TaskStatus status;
    private Stage stage;
    private @Nullable Integer progress;
    private @Nullable String message;
    private @Nullable String errorCode;
    private int deliveries;
    private Instant stageSince;
    private Instant statusSince;
    private @Nullable Instant deadlineAt;
    private List<PriorAttempt> priorAttempts;

    /**
     * @param at when the log took the fact
     */
    TaskDraft(TaskSnapshot now, Instant at) {
        this.now = now;
        this.at = at;
        this.version = now.version();
        this.commandId = now.commandId();
        this.attempt = now.attempt();
        this.status = now.status();
        this.stage = now.stage();
        this.progress = now.progress();
        this.message = now.message();
        this.errorCode = now.errorCode();
        this.deliveries = now.deliveries();
        this.stageSince = now.stageSince();
        this.statusSince = now.statusSince();
        this.deadlineAt = now.deadlineAt();
        this.priorAttempts = now.priorAttempts();
    }

    TaskDraft status(TaskStatus next) {
        if (status != next) {
            status = next;
            statusSince = at;
        }
        return this;
    }

    TaskDraft stage(Stage next) {
        if (stage != next) {
            stage = next;
            stageSince = at;
        }
        return this;
    }

    /** What the agent said last stays until it says something else. */
    TaskDraft said(@Nullable String newMessage, @Nullable Integer newProgress) {
        message = newMessage == null ? message : newMessage;
        progress = newProgress == null ? progress : newProgress;
        return this;
    }

    TaskDraft errorCode(@Nullable String code) {
        errorCode = code;
        return this;
    }

    TaskDraft deadline(@Nullable Instant instant) {
        deadlineAt = instant;
        return this;
    }

    /** The attempt is handed to its agent, for the first time or again. */
    TaskDraft handedOut(Instant decidedAt, Duration ackTimeout) {
        deliveries++;
        deadlineAt = decidedAt.plus(ackTimeout);
        return this;
    }

    /** Handed out to an agent that was away; that counts as one of the tries at most. */
    TaskDraft handedOutAfterReturn(Instant decidedAt, Duration ackTimeout, int maxDeliveries) {
        deliveries = Math.max(deliveries, Math.min(deliveries + 1, maxDeliveries));
        deadlineAt = decidedAt.plus(ackTimeout);
        return this;
    }

    TaskDraft newAttempt(CommandId next) {
        List<PriorAttempt> attempts = new ArrayList<>(priorAttempts);
        attempts.add(
                new PriorAttempt(
                        commandId, attempt, status, errorCode, shortened(message), statusSince));
        priorAttempts =
                attempts.subList(
                        Math.max(0, attempts.size() - MAX_PRIOR_ATTEMPTS), attempts.size());
        commandId = next;
        attempt++;
        status = TaskStatus.QUEUED;
        statusSince = at;
        progress = null;
        message = null;
        errorCode = null;
        deliveries = 0;
        return this;
    }

    /** The next version comes after this one rather than after the task's own. */
    TaskDraft above(long otherVersion) {
        version = otherVersion;
        return this;
    }

    TaskSnapshot finish(EventId by) {
        return new TaskSnapshot(
                now.taskId(),
                version + 1,
                now.title(),
                now.agentId(),
                commandId,
                attempt,
                status,
                stage,
                progress,
                message,
                errorCode,
                now.payload(),
                deliveries,
                now.createdAt(),
                at,
                stageSince,
                statusSince,
                deadlineAt,
                priorAttempts,
                now.limits(),
                by);
    }

    private static @Nullable String shortened(@Nullable String message) {
        if (message == null || message.length() <= MAX_PRIOR_MESSAGE_LENGTH) {
            return message;
        }
        int end = MAX_PRIOR_MESSAGE_LENGTH - 1;
        boolean splitsPair = Character.isHighSurrogate(message.charAt(end - 1));
        return message.substring(0, splitsPair ? end - 1 : end) + "…";
    }
}
