package dev.mcsync.realtime.commands;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.realtime.view.BoardChange;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.BoardListener;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Delta;
import dev.mcsync.realtime.view.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The commands of every agent, kept up with the board. A start is given again until the agent has
 * acknowledged it; a cancel is handed out once by this instance, and told as cancelled with every
 * heartbeat for as long as it is new. Thread-safe.
 */
final class CommandDesk implements BoardListener {

    /** After that an agent that was not reached is thought to have stopped by itself. */
    static final Duration CANCELS_KEPT_FOR = Duration.ofMinutes(15);

    private final InstantSource clock;

    /** Guarded by this, as are all trays. */
    private final Map<String, Tray> trays = new HashMap<>();

    private final Map<String, String> agentOfTask = new HashMap<>();

    CommandDesk(InstantSource clock) {
        this.clock = clock;
    }

    /** Starts and cancels, oldest first, without those cancels that were handed out before. */
    synchronized List<AgentCommand> handOut(AgentId agent, int limit) {
        Tray tray = trays.get(agent.value());
        return tray == null ? List.of() : tray.handOut(limit, clock.instant());
    }

    /** All that is to be done or stopped now, handed out or not. */
    synchronized List<AgentCommand> all(AgentId agent) {
        Tray tray = trays.get(agent.value());
        return tray == null ? List.of() : tray.all(clock.instant());
    }

    @Override
    public synchronized void changed(Delta delta, Cursor cursor) {
        BoardChange change = delta.change();
        switch (change) {
            case TaskChanged(TaskSnapshot task) -> take(task);
            case Removed(Subject subject, long _) -> remove(subject);
            case AgentChanged _ -> {}
        }
    }

    @Override
    public void gapFound(String what) {}

    @Override
    public synchronized void cleared() {
        trays.values().forEach(Tray::clear);
        agentOfTask.clear();
    }

    private void take(TaskSnapshot task) {
        Instant now = clock.instant();
        List<AgentCommand> cancels = cancels(task, now.minus(CANCELS_KEPT_FOR));
        String agent = task.agentId().value();
        if (!task.isWaitingForItsAgent() && cancels.isEmpty() && !trays.containsKey(agent)) {
            return;
        }
        Tray tray = trays.computeIfAbsent(agent, _ -> new Tray());
        if (task.isWaitingForItsAgent()) {
            tray.starts.put(task.taskId().value(), AgentCommand.start(task));
            agentOfTask.put(task.taskId().value(), agent);
        } else {
            tray.starts.remove(task.taskId().value());
            agentOfTask.remove(task.taskId().value());
        }
        cancels.forEach(cancel -> tray.cancels.putIfAbsent(cancel.commandId(), cancel));
        tray.dropOld(now);
    }

    private void remove(Subject subject) {
        if (subject.kind() == Subject.Kind.TASK) {
            Tray tray = trays.get(agentOfTask.remove(subject.id()));
            if (tray != null) {
                tray.starts.remove(subject.id());
            }
        }
    }

    /** Of the current attempt and of those before it: a task may have been retried at once. */
    private static List<AgentCommand> cancels(TaskSnapshot task, Instant since) {
        List<AgentCommand> cancels = new ArrayList<>();
        for (PriorAttempt attempt : task.priorAttempts()) {
            if (isCancelled(attempt) && attempt.endedAt().isAfter(since)) {
                cancels.add(cancel(task, attempt));
            }
        }
        if (task.isCancelled() && task.statusSince().isAfter(since)) {
            cancels.add(AgentCommand.cancel(task));
        }
        return cancels;
    }

    private static boolean isCancelled(PriorAttempt attempt) {
        return attempt.status() == TaskStatus.FAILED
                && TaskCancelled.ERROR_CODE.equals(attempt.errorCode());
    }

    private static AgentCommand cancel(TaskSnapshot task, PriorAttempt attempt) {
        return new AgentCommand(
                attempt.commandId(),
                task.taskId(),
                task.agentId(),
                AgentCommand.Kind.CANCEL,
                attempt.attempt(),
                task.title(),
                null,
                attempt.endedAt(),
                null,
                List.of());
    }

    /** The commands of one agent. */
    private static final class Tray {

        /** By task: at most one attempt of a task waits. */
        private final Map<String, AgentCommand> starts = new HashMap<>();

        private final Map<CommandId, AgentCommand> cancels = new HashMap<>();

        /** Until when it must be remembered that a cancel was handed out. */
        private final Map<CommandId, Instant> handedOut = new HashMap<>();

        List<AgentCommand> all(Instant now) {
            dropOld(now);
            return Stream.concat(starts.values().stream(), cancels.values().stream())
                    .sorted(Comparator.comparing(AgentCommand::issuedAt))
                    .toList();
        }

        List<AgentCommand> handOut(int limit, Instant now) {
            List<AgentCommand> commands =
                    all(now).stream()
                            .filter(command -> !handedOut.containsKey(command.commandId()))
                            .limit(limit)
                            .toList();
            commands.stream()
                    .filter(command -> command.kind() == AgentCommand.Kind.CANCEL)
                    .forEach(cancel ->
                            handedOut.put(
                                    cancel.commandId(), cancel.issuedAt().plus(CANCELS_KEPT_FOR)));
            return commands;
        }

        void dropOld(Instant now) {
            Instant since = now.minus(CANCELS_KEPT_FOR);
            cancels.values().removeIf(cancel -> !cancel.issuedAt().isAfter(since));
            handedOut.values().removeIf(until -> !until.isAfter(now));
        }

        /** What was handed out stays known, though the board is read again. */
        void clear() {
            starts.clear();
            cancels.clear();
        }
    }
}
