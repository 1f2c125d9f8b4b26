package dev.mcsync.realtime.commands;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.realtime.view.BoardChange;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.BoardKey;
import dev.mcsync.realtime.view.BoardListener;
import dev.mcsync.realtime.view.BoardView;
import dev.mcsync.realtime.view.Cursor;
import dev.mcsync.realtime.view.Delta;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The commands of every agent, kept up with the board. Nothing is remembered of what was handed
 * out, so that every instance says the same to every poller: a start is given until the agent has
 * acknowledged it; a cancel while it is new and the agent has not shown that it stopped, and later
 * for as long as the agent says that it goes on; what people say, until a report acknowledges it.
 * Thread-safe.
 */
final class CommandDesk implements BoardListener {

    /** After that an agent that says nothing of an attempt is thought to have stopped by itself. */
    static final Duration CANCELS_KEPT_FOR = Duration.ofMinutes(15);

    private final BoardView board;
    private final InstantSource clock;

    /**
     * By agent; guarded by this, as are all trays. The board is never read while this is held, for
     * its writer comes here with its own lock.
     */
    private final Map<String, Tray> trays = new HashMap<>();

    /** By task, those of which something lies in a tray. */
    private final Map<String, TaskSnapshot> taken = new HashMap<>();

    CommandDesk(BoardView board, InstantSource clock) {
        this.board = board;
        this.clock = clock;
    }

    /** All that the agent is to do or to stop now. */
    Handout of(AgentId agent) {
        return of(agent, Set.of());
    }

    /**
     * @param named attempts that the agent says just now to be at work on
     */
    Handout of(AgentId agent, Collection<CommandId> named) {
        Instant now = clock.instant();
        AgentWork work =
                board.findAgent(agent.value())
                        .map(snapshot -> AgentWork.of(snapshot, now))
                        .orElse(AgentWork.UNKNOWN);
        synchronized (this) {
            Tray tray = trays.get(agent.value());
            return tray == null ? Handout.NONE : tray.commands(work.with(named), now);
        }
    }

    @Override
    public synchronized void changed(Delta delta, Cursor cursor) {
        BoardChange change = delta.change();
        switch (change) {
            case TaskChanged(TaskSnapshot task) -> take(task);
            case Removed(BoardKey subject, long _) when subject.kind() == BoardKey.Kind.TASK ->
                    drop(subject.id());
            case Removed _, AgentChanged _ -> {}
        }
    }

    @Override
    public void gapFound(String what) {}

    @Override
    public synchronized void cleared() {
        trays.clear();
        taken.clear();
    }

    private void take(TaskSnapshot task) {
        drop(task.taskId().value());
        List<AgentCommand> stops = Tray.stops(task);
        List<AgentCommand> said = Tray.messages(task);
        boolean isWork = task.isWaitingForItsAgent() || !said.isEmpty();
        if (isWork) {
            trayOf(task.agentId()).putWork(task, said);
        }
        Instant since = clock.instant().minus(CANCELS_KEPT_FOR);
        stops.stream()
                .collect(Collectors.groupingBy(AgentCommand::agentId))
                .forEach((agent, over) -> trayOf(agent).putStops(task, over, since));
        if (isWork || !stops.isEmpty()) {
            taken.put(task.taskId().value(), task);
        }
    }

    private Tray trayOf(AgentId agent) {
        return trays.computeIfAbsent(agent.value(), _ -> new Tray());
    }

    private void drop(String taskId) {
        TaskSnapshot task = taken.remove(taskId);
        if (task != null) {
            task.agents()
                    .forEach(agent ->
                            trays.computeIfPresent(
                                    agent.value(),
                                    (_, tray) -> tray.isEmptyWithout(task) ? null : tray));
        }
    }
}
