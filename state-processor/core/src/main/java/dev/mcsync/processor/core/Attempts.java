package dev.mcsync.processor.core;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskRetried;
import java.util.List;
import java.util.function.Predicate;

/**
 * The names of attempts. One names an attempt at one task, as the table of tasks demands. Whoever
 * chooses a name that another task has is refused; where the product chooses, it takes another one,
 * so that no choice of anybody's stops a clock.
 */
public final class Attempts {

    private static final String NEXT = "attempt";

    private Attempts() {}

    /** Every name that the fact may give to a new attempt. */
    public static List<CommandId> namedBy(Received<? extends TaskFact> received) {
        return switch (received.fact()) {
            case TaskCreated created -> List.of(created.commandId());
            case TaskRetried retried -> List.of(retried.commandId());
            case TaskEdited edited -> List.of(edited.commandId());
            case TaskAdopted adopted ->
                    List.of(adopted.commandId(), adoptedInSpite(adopted, received.source()));
            case DeadlinePassed passed ->
                    List.of(
                            next(passed.taskId(), passed.commandId()),
                            nextInSpite(passed.taskId(), passed.commandId(), received.source()));
            case TaskMoved moved ->
                    List.of(
                            next(moved.taskId(), ofMove(moved)),
                            nextInSpite(moved.taskId(), ofMove(moved), received.source()));
            case AgentReport _,
                    TaskCancelled _,
                    AgentRestarted _,
                    TaskRepaired _,
                    TaskArchived _,
                    TaskAnswered _,
                    TaskNoted _ ->
                    List.of();
        };
    }

    /** Whether a person chose a name that is another task's. */
    static boolean isTaken(TaskFact fact, Predicate<CommandId> isTaken) {
        return switch (fact) {
            case TaskRetried retried -> isTaken.test(retried.commandId());
            case TaskEdited edited -> isTaken.test(edited.commandId());
            case TaskFact _ -> false;
        };
    }

    /** The same for the same task and attempt, whoever's clock says that it is due. */
    static CommandId next(
            TaskId taskId, CommandId current, SourcePosition source, Predicate<CommandId> isTaken) {
        CommandId next = next(taskId, current);
        return isTaken.test(next) ? nextInSpite(taskId, current, source) : next;
    }

    /** The attempt that begins because its card left the backlog. */
    static CommandId moved(TaskMoved fact, SourcePosition source, Predicate<CommandId> isTaken) {
        return next(fact.taskId(), ofMove(fact), source, isTaken);
    }

    static CommandId adopted(
            TaskAdopted fact, SourcePosition source, Predicate<CommandId> isTaken) {
        return isTaken.test(fact.commandId()) ? adoptedInSpite(fact, source) : fact.commandId();
    }

    /** In place of the attempt before it, which a move does not name. */
    private static CommandId ofMove(TaskMoved fact) {
        return new CommandId(fact.eventId().value());
    }

    private static CommandId next(TaskId taskId, CommandId current) {
        return CommandId.derivedFrom(NEXT, taskId + " " + current);
    }

    private static CommandId nextInSpite(TaskId taskId, CommandId current, SourcePosition source) {
        return CommandId.derivedFrom(NEXT, taskId + " " + current + " " + source);
    }

    private static CommandId adoptedInSpite(TaskAdopted fact, SourcePosition source) {
        return nextInSpite(fact.taskId(), fact.commandId(), source);
    }
}
