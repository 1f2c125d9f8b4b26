package dev.mcsync.infra.proof.chaos.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What the workload knows afterwards: what it tried, what the system took on, and which answers
 * were not what they should be. Safe for use by many threads.
 */
public final class Offered {

    private final Set<String> attempted = ConcurrentHashMap.newKeySet();
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> tasksOfCommands = new ConcurrentHashMap<>();
    private final Map<String, Integer> poison = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> unexpected = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> givenUp = new ConcurrentLinkedQueue<>();

    /** Ids of events that were sent at least once, whatever came of it. */
    public Set<String> attempted() {
        return Set.copyOf(attempted);
    }

    /** Ids of events for which the system said that it has them. */
    public Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** For each command_id the task_ids that creating it was answered with. */
    public Map<String, Set<String>> tasksOfCommands() {
        return Map.copyOf(tasksOfCommands);
    }

    /** How many records the log took that must be rejected, by reason. */
    public Map<String, Integer> poison() {
        return Map.copyOf(poison);
    }

    /** Answers that contradict the contract, in words. */
    public List<String> unexpected() {
        return new ArrayList<>(unexpected);
    }

    /** Calls that had no definite answer within the patience of their caller. */
    public List<String> givenUp() {
        return new ArrayList<>(givenUp);
    }

    void attempt(String eventId) {
        attempted.add(eventId);
    }

    void accept(String eventId) {
        accepted.add(eventId);
    }

    void created(String commandId, String taskId) {
        tasksOfCommands.computeIfAbsent(commandId, _ -> ConcurrentHashMap.newKeySet()).add(taskId);
    }

    void poisoned(String reason) {
        poison.merge(reason, 1, Integer::sum);
    }

    void unexpected(String what) {
        unexpected.add(what);
    }

    void giveUp(String what) {
        givenUp.add(what);
    }
}
