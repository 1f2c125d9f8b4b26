package dev.mcsync.processor.core;

import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an agent is asked to do because of an outcome. Derived from the outcome and the task alone,
 * so that a fact applied now and one redelivered after a crash ask for the same.
 */
public final class Commands {

    private Commands() {}

    /**
     * First what to stop, then what to start, then what people say.
     *
     * @param current the task as it stands after everything applied so far; a start that it has
     *     overtaken is not given
     */
    public static List<AgentCommand> commandsFor(TaskOutcome outcome, TaskSnapshot current) {
        List<AgentCommand> commands = new ArrayList<>();
        stopOfReplaced(outcome, current).ifPresent(commands::add);
        commandFor(outcome, current).ifPresent(commands::add);
        messagesFor(outcome, current).forEach(commands::add);
        return commands;
    }

    /** What was just said, and with a start whatever was said before and waits for its agent. */
    private static Stream<AgentCommand> messagesFor(TaskOutcome outcome, TaskSnapshot current) {
        if (outcome.effect() != Effect.APPLIED || !current.isWithItsAgent()) {
            return Stream.empty();
        }
        boolean isSaid = outcome.type() == FactType.ANSWERED || outcome.type() == FactType.NOTED;
        boolean isStart = commandFor(outcome, current).isPresent();
        return current.dialogue().messages().stream()
                .filter(message -> isStart || (isSaid && message.id().equals(outcome.eventId())))
                .map(message -> AgentCommand.message(current, message));
    }

    private static Optional<AgentCommand> commandFor(TaskOutcome outcome, TaskSnapshot current) {
        if (outcome.effect() != Effect.APPLIED
                || !current.commandId().equals(outcome.actor().commandId())) {
            return Optional.empty();
        }
        return switch (outcome.type()) {
            case CREATED, RETRIED, DEADLINE_PASSED, ADOPTED, EDITED -> startIfWaiting(current);
            case MOVED -> leftTheBacklog(outcome) ? startIfWaiting(current) : Optional.empty();
            case CANCELLED, RESTARTED ->
                    current.isTakenAway() && current.attempt().deliveries() > 0
                            ? Optional.of(AgentCommand.cancel(current))
                            : Optional.empty();
            case ACK, RUNNING, PROGRESS, DONE, FAILED, REPAIRED, ARCHIVED, ANSWERED, NOTED ->
                    Optional.empty();
        };
    }

    /** Of the attempt before the one that the outcome began, unless its agent ended it. */
    private static Optional<AgentCommand> stopOfReplaced(
            TaskOutcome outcome, TaskSnapshot current) {
        Integer begun = outcome.actor().attempt();
        return begun == null || !beganAnAttempt(outcome)
                ? Optional.empty()
                : current.attempt().prior().stream()
                        .filter(prior -> prior.attempt() == begun - 1 && prior.wasTakenAway())
                        .map(prior -> AgentCommand.cancel(current, prior))
                        .findFirst();
    }

    private static boolean beganAnAttempt(TaskOutcome outcome) {
        return outcome.effect() == Effect.APPLIED
                && outcome.before() != null
                && outcome.after() != null
                && (outcome.before().status() != TaskStatus.QUEUED
                        || outcome.type() == FactType.EDITED)
                && outcome.after().status() == TaskStatus.QUEUED;
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
