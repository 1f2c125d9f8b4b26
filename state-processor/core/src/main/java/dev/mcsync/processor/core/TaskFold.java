package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One task as its ledger says: every fact is decided again, in the order of the ledger and under
 * the limits of its time, and must do what the ledger says that it did.
 *
 * <p>What was decided against a row that somebody had edited cannot be repeated. Such a step is
 * taken as it stands in the ledger, since others have acted on it, and told as a divergence; a
 * repair after it settles it. For one thread.
 */
public final class TaskFold {

    /**
     * A row of the ledger.
     *
     * @param limits null in a row from before they were kept
     * @param version the task's version after it; null when it changed nothing
     */
    public record Step(
            Received<TaskFact> received,
            Instant appliedAt,
            @Nullable Limits limits,
            Effect effect,
            @Nullable Long version,
            @Nullable TaskStatus toStatus,
            @Nullable Stage toStage,
            @Nullable CommandId commandId,
            @Nullable Integer attempt) {}

    private final List<String> divergences = new ArrayList<>();
    private TaskDecider decider;
    private @Nullable TaskSnapshot task;

    /**
     * @param limits for rows from before the limits were kept beside them
     */
    public TaskFold(Limits limits) {
        this.decider = new TaskDecider(limits);
    }

    public Optional<TaskSnapshot> task() {
        return Optional.ofNullable(task);
    }

    /** What the decider would not decide again, one line each. */
    public List<String> divergences() {
        return List.copyOf(divergences);
    }

    public void add(Step step) {
        switch (step.received().fact()) {
            case TaskRepaired _ when step.version() != null -> repaired(step, step.version());
            case TaskAdopted _ when step.version() != null && task != null ->
                    repaired(step, step.version());
            case TaskFact _ -> decided(step);
        }
    }

    private void repaired(Step step, long version) {
        if (task == null) {
            diverges(step, "a repair of a task that is in no ledger");
            return;
        }
        task =
                new TaskDraft(task, step.received().receivedAt())
                        .whereItWas()
                        .above(version - 1)
                        .finish(step.received().fact().eventId());
        divergences.clear();
    }

    private void decided(Step step) {
        TaskSnapshot next = next(step);
        Long version = step.version();
        if (version == null) {
            if (next != null) {
                diverges(step, "expected no effect, found one");
            }
        } else if (next == null) {
            diverges(step, "expected version %d, found no effect".formatted(version));
            task = asRecorded(step, version);
        } else if (!isAsRecorded(next, step)) {
            diverges(
                    step,
                    "expected %s, %s and version %d, found %s, %s and %d"
                            .formatted(
                                    step.toStatus(),
                                    step.toStage(),
                                    version,
                                    next.status(),
                                    next.stage(),
                                    next.version()));
            task = asRecorded(step, version);
        } else {
            task = next;
        }
    }

    private @Nullable TaskSnapshot next(Step step) {
        TaskDecider then = deciderOf(step.limits());
        Received<TaskFact> received = step.received();
        Long version = step.version();
        if (received.fact() instanceof TaskAdopted adopted) {
            return version == null
                    ? null
                    : new RowDecider(then.limits())
                            .adopt(
                                    received.with(adopted),
                                    version - 1,
                                    step.appliedAt(),
                                    wasTaken(step))
                            .changed();
        }
        if (task != null && received.fact() instanceof TaskMoved moved && keptItsEnd(task, step)) {
            return movedCardOnly(task, received.with(moved));
        }
        return then.decide(task, received, step.appliedAt(), wasTaken(step)).changed();
    }

    /**
     * Which names other tasks had then is in their ledgers; in this one stands what came of it: the
     * name that was given in the end, or the refusal.
     */
    private static Predicate<CommandId> wasTaken(Step step) {
        CommandId given = step.commandId();
        return name -> step.effect() == Effect.REFUSED || (given != null && !name.equals(given));
    }

    /** So did every move of a card that had ended, before leaving the backlog began an attempt. */
    private static boolean keptItsEnd(TaskSnapshot now, Step step) {
        return step.version() != null
                && now.stage() == Stage.BACKLOG
                && (step.toStatus() == TaskStatus.FAILED || step.toStatus() == TaskStatus.TIMEOUT);
    }

    /**
     * As a move was decided while a card that had ended left the backlog without another attempt.
     */
    private static TaskSnapshot movedCardOnly(TaskSnapshot now, Received<TaskMoved> received) {
        TaskMoved moved = received.fact();
        return new TaskDraft(now, received.receivedAt())
                .stage(moved.stage())
                .finish(moved.eventId());
    }

    /** Limits seldom change, so the last decider nearly always fits. */
    private TaskDecider deciderOf(@Nullable Limits limits) {
        if (limits != null && !decider.limits().equals(limits)) {
            decider = new TaskDecider(limits);
        }
        return decider;
    }

    private static boolean isAsRecorded(TaskSnapshot next, Step step) {
        return Long.valueOf(next.version()).equals(step.version())
                && next.status() == step.toStatus()
                && next.stage() == step.toStage();
    }

    private @Nullable TaskSnapshot asRecorded(Step step, long version) {
        if (task == null || step.received().fact() instanceof TaskCreated) {
            return task;
        }
        TaskDraft draft = new TaskDraft(task, step.received().receivedAt());
        if (step.commandId() != null && !step.commandId().equals(task.commandId())) {
            draft.newAttempt(step.commandId());
        }
        if (step.toStatus() != null) {
            if (step.received().fact() instanceof AgentReport) {
                draft.reported(step.toStatus());
            } else {
                draft.status(step.toStatus());
            }
        }
        if (step.toStage() != null) {
            draft.stage(step.toStage());
        }
        if (step.received().fact() instanceof TaskArchived) {
            draft.archived();
        }
        return draft.above(version - 1).finish(step.received().fact().eventId());
    }

    private void diverges(Step step, String how) {
        divergences.add(
                "event %s (%s): %s"
                        .formatted(
                                step.received().fact().eventId(),
                                step.received().fact().type().wireName(),
                                how));
    }
}
