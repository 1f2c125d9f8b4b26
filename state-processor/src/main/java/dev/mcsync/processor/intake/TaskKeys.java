package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.TaskId;
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
import dev.mcsync.processor.core.Attempts;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Refusals;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that the decisions on a batch of facts about tasks depend on. */
final class TaskKeys {

    private TaskKeys() {}

    static Keys of(List<Received<TaskFact>> received) {
        return new Keys(
                tasksOf(received, _ -> true),
                Keys.Agents.ofTasks(reporting(received), tasksOf(received, TaskKeys::mayEnd)),
                received.stream().map(each -> each.fact().eventId()).collect(Collectors.toSet()),
                received.stream()
                        .flatMap(each -> Attempts.namedBy(each).stream())
                        .collect(Collectors.toSet()),
                tasksOf(received, TaskKeys::needsHistory),
                refusable(received));
    }

    private static boolean needsHistory(TaskFact fact) {
        return fact instanceof TaskRepaired || fact instanceof TaskAdopted;
    }

    /** Whoever holds the task is then at something else. */
    private static boolean mayEnd(TaskFact fact) {
        return switch (fact) {
            case DeadlinePassed _,
                    AgentRestarted _,
                    TaskCancelled _,
                    TaskRepaired _,
                    TaskEdited _ ->
                    true;
            case AgentReport _,
                    TaskCreated _,
                    TaskMoved _,
                    TaskRetried _,
                    TaskAdopted _,
                    TaskArchived _,
                    TaskAnswered _,
                    TaskNoted _ ->
                    false;
        };
    }

    private static Set<AgentId> reporting(List<Received<TaskFact>> received) {
        return received.stream()
                .map(Received::fact)
                .filter(AgentReport.class::isInstance)
                .map(fact -> ((AgentReport) fact).agentId())
                .collect(Collectors.toSet());
    }

    private static Refusals.@Nullable Scope refusable(List<Received<TaskFact>> received) {
        List<Received<TaskFact>> reports =
                received.stream().filter(each -> each.fact() instanceof AgentReport).toList();
        return reports.stream()
                .map(Received::receivedAt)
                .min(Comparator.naturalOrder())
                .map(since ->
                        new Refusals.Scope(
                                tasksOf(reports, _ -> true),
                                reports.stream()
                                        .map(each -> each.source().partition())
                                        .collect(Collectors.toSet()),
                                since))
                .orElse(null);
    }

    private static Set<TaskId> tasksOf(
            List<Received<TaskFact>> received, Predicate<TaskFact> isMeant) {
        return received.stream()
                .map(Received::fact)
                .filter(isMeant)
                .map(TaskFact::taskId)
                .collect(Collectors.toSet());
    }
}
