package dev.mcsync.realtime.commands;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What there is to do, to stop and to hear for one agent. */
final class Tray {

    private static final Comparator<AgentCommand> OLDEST_FIRST =
            Comparator.comparing(AgentCommand::issuedAt);

    /** By task: at most one attempt of a task waits. */
    private final Map<String, AgentCommand> starts = new HashMap<>();

    /** Every attempt that is over for the agent, however long ago; it may say that it goes on. */
    private final Map<CommandId, AgentCommand> stops = new HashMap<>();

    /** By task: what people have said to the agent at work on it, and it has not acknowledged. */
    private final Map<String, List<AgentCommand>> messages = new HashMap<>();

    /** Those of them that are told unasked. */
    private final Map<CommandId, AgentCommand> news = new HashMap<>();

    /**
     * Every attempt that was replaced, and the current one if it was taken away. What the agent
     * itself ended is among them, for the case that it says to go on.
     */
    static List<AgentCommand> stops(TaskSnapshot task) {
        List<AgentCommand> stops = new ArrayList<>(task.attempt().prior().size());
        task.attempt().prior().forEach(prior -> stops.add(AgentCommand.cancel(task, prior)));
        if (task.isTakenAway()) {
            stops.add(AgentCommand.cancel(task));
        }
        return stops;
    }

    /** Everything that people have said and whoever has the task has not acknowledged. */
    static List<AgentCommand> messages(TaskSnapshot task) {
        return task.isWithItsAgent()
                ? task.dialogue().messages().stream()
                        .map(message -> AgentCommand.message(task, message))
                        .toList()
                : List.of();
    }

    /** For the agent that has the task. */
    void putWork(TaskSnapshot task, List<AgentCommand> said) {
        if (task.isWaitingForItsAgent()) {
            starts.put(task.taskId().value(), AgentCommand.start(task));
        }
        if (!said.isEmpty()) {
            messages.put(task.taskId().value(), said);
        }
    }

    /**
     * @param over attempts of this agent
     * @param since when an attempt must have ended for its end to be news
     */
    void putStops(TaskSnapshot task, List<AgentCommand> over, Instant since) {
        over.forEach(stop -> stops.put(stop.commandId(), stop));
        Stream.concat(
                        task.attempt().prior().stream()
                                .filter(PriorAttempt::wasTakenAway)
                                .map(PriorAttempt::commandId),
                        Stream.of(task)
                                .filter(TaskSnapshot::isTakenAway)
                                .map(TaskSnapshot::commandId))
                .map(stops::get)
                .filter(Objects::nonNull)
                .filter(stop -> stop.issuedAt().isAfter(since))
                .forEach(stop -> news.put(stop.commandId(), stop));
    }

    boolean isEmptyWithout(TaskSnapshot task) {
        starts.remove(task.taskId().value());
        messages.remove(task.taskId().value());
        stops(task)
                .forEach(stop -> {
                    stops.remove(stop.commandId());
                    news.remove(stop.commandId());
                });
        return starts.isEmpty() && stops.isEmpty() && messages.isEmpty();
    }

    Handout commands(AgentWork work, Instant now) {
        Instant since = now.minus(CommandDesk.CANCELS_KEPT_FOR);
        news.values().removeIf(stop -> !stop.issuedAt().isAfter(since));
        Stream<AgentCommand> going =
                work.running().stream().map(stops::get).filter(Objects::nonNull);
        Stream<AgentCommand> unheard = news.values().stream().filter(stop -> !work.isOver(stop));
        return new Handout(
                starts.values().stream().sorted(OLDEST_FIRST).toList(),
                Stream.concat(going, unheard).distinct().sorted(OLDEST_FIRST).toList(),
                messages.values().stream().flatMap(List::stream).sorted(OLDEST_FIRST).toList());
    }
}
