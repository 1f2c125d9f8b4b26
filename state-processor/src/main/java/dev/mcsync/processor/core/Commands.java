package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.util.Optional;

/**
 * What an agent is asked to do because of an outcome. Derived from the outcome and the task alone,
 * so that a fact applied now and one redelivered after a crash ask for the same.
 */
public final class Commands {

    private Commands() {}

    /**
     * @param current the task as it stands after everything applied so far; a command that it has
     *     overtaken is not given
     */
    public static Optional<AgentCommand> commandFor(TaskOutcome outcome, TaskSnapshot current) {
        if (outcome.effect() != Effect.APPLIED
                || !current.commandId().equals(outcome.commandId())) {
            return Optional.empty();
        }
        return switch (outcome.type()) {
            case TaskCreated.TYPE, TaskRetried.TYPE, DeadlinePassed.TYPE, TaskAdopted.TYPE ->
                    startIfWaiting(current);
            case TaskMoved.TYPE ->
                    leftTheBacklog(outcome) ? startIfWaiting(current) : Optional.empty();
            case TaskCancelled.TYPE ->
                    current.isCancelled() && current.deliveries() > 0
                            ? Optional.of(AgentCommand.cancel(current))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<AgentCommand> startIfWaiting(TaskSnapshot current) {
        return current.isWaitingForItsAgent()
                ? Optional.of(AgentCommand.start(current))
                : Optional.empty();
    }

    private static boolean leftTheBacklog(TaskOutcome outcome) {
        return outcome.before() != null && outcome.before().stage() == Stage.BACKLOG;
    }
}
