package dev.mcsync.infra.proof.sim;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskRetried;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the inputs mean, folded again from the log by rules written down a second time, without the
 * product's deciders. The times of clocks are left out, since they depend on when the processor
 * decided; whether a clock runs is not.
 */
final class ReferenceFold {

    private static final List<String> RANKS = List.of("queued", "ack", "running");

    /** What a task should be. */
    static final class Task {
        String agent = "";
        String command = "";
        String status = "queued";
        String stage = "todo";
        int attempt = 1;
        long version;
        int deliveries;
        int maxAttempts = 1;
        long updatedMillis;
        boolean hasClock;
        @Nullable String message;
        @Nullable Integer progress;
        @Nullable String errorCode;
        String lastEvent = "";
        final Set<String> formerCommands = new HashSet<>();
    }

    /** What an agent should be. */
    static final class Agent {
        long version;
        boolean isOnline;
        boolean hasDeparted;
        boolean isRetired;
        final Map<String, Long> runs = new HashMap<>();
        long lastSeenMillis;
    }

    /**
     * What one fact should have done.
     *
     * @param version of its subject after it; null when there is none
     */
    record Did(String eventId, String effect, @Nullable Long version) {}

    private final Map<String, Integer> refused = new HashMap<>();
    private final Map<String, Task> tasks = new TreeMap<>();
    private final Map<String, Agent> agents = new TreeMap<>();
    private final Map<String, byte[]> taken = new HashMap<>();
    private final Map<String, List<Did>> outcomes = new LinkedHashMap<>();
    private final Set<String> claimed = new HashSet<>();
    private final Set<String> rejected = new TreeSet<>();
    private final Set<String> misrouted = new TreeSet<>();

    static ReferenceFold of(LogTwin log) {
        ReferenceFold fold = new ReferenceFold();
        for (Topic topic : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
            for (LogTwin.Partition partition : log.partitions(topic)) {
                for (LogTwin.Entry entry : partition.entries()) {
                    if (partition.isVisible(entry)) {
                        fold.take(log, topic, partition.number(), entry);
                    }
                }
            }
        }
        return fold;
    }

    Map<String, Task> tasks() {
        return tasks;
    }

    Map<String, Agent> agents() {
        return agents;
    }

    /** By key, in the order in which they should stand on the log. */
    Map<String, List<Did>> outcomes() {
        return outcomes;
    }

    /** The events that have an entry in the ledger. */
    Set<String> claimed() {
        return claimed;
    }

    /** Positions of what is no good. */
    Set<String> rejected() {
        return rejected;
    }

    /** Positions of what had to be put on the log again. */
    Set<String> misrouted() {
        return misrouted;
    }

    private void take(LogTwin log, Topic topic, int partition, LogTwin.Entry entry) {
        String position = topic.topicName() + "-" + partition + "@" + entry.offset();
        byte[] key = entry.key();
        byte[] value = entry.value();
        if (key == null || value == null) {
            rejected.add(position);
        } else if (topic == Topic.TASK_EVENTS) {
            if (WireCodec.decodeNewTaskFact(value) instanceof Decoded.Valid<TaskFact>(TaskFact fact)
                    && Arrays.equals(key, utf8(fact.taskId().value()))) {
                if (log.partitionOf(key) != partition) {
                    misrouted.add(position);
                } else if (isPoison(fact)) {
                    rejected.add(position);
                } else {
                    Optional<String> known =
                            isTooMuch(fact, partition, entry.timestampMillis())
                                    ? tooMuch(position)
                                    : idOf(fact.eventId().value(), isOwn(fact), value, position);
                    known.ifPresent(id -> take(under(fact, id), entry.timestampMillis()));
                }
            } else {
                rejected.add(position);
            }
        } else if (WireCodec.decodeAgentFact(value)
                        instanceof Decoded.Valid<AgentFact>(AgentFact fact)
                && Arrays.equals(key, utf8(fact.agentId().value()))) {
            if (log.partitionOf(key) != partition) {
                misrouted.add(position);
            } else {
                boolean isOwn = !(fact instanceof Heartbeat);
                idOf(fact.eventId().value(), isOwn, value, position)
                        .ifPresent(id -> take(under(fact, id), entry.timestampMillis()));
            }
        } else {
            rejected.add(position);
        }
    }

    private static boolean isPoison(TaskFact fact) {
        return fact instanceof AgentReport report && LedgerTwin.POISON.equals(report.message());
    }

    /**
     * Of reports about a task of another agent the ledger keeps so many an hour of each task, and
     * of those about none so many of each partition.
     */
    private boolean isTooMuch(TaskFact fact, int partition, long receivedMillis) {
        if (!(fact instanceof AgentReport report) || taken.containsKey(fact.eventId().value())) {
            return false;
        }
        Task task = tasks.get(report.taskId().value());
        long hour = receivedMillis / 3_600_000;
        if (task == null) {
            return refused.merge(partition + " " + hour, 1, Integer::sum) > 200;
        }
        return !task.agent.equals(report.agentId().value())
                && refused.merge(report.taskId() + " " + hour, 1, Integer::sum) > 20;
    }

    /** It leaves no trace, so the same may come again. */
    private Optional<String> tooMuch(String position) {
        rejected.add(position);
        return Optional.empty();
    }

    private static boolean isOwn(TaskFact fact) {
        return fact instanceof DeadlinePassed || fact instanceof AgentRestarted;
    }

    private static TaskFact under(TaskFact fact, String id) {
        return switch (fact) {
            case DeadlinePassed passed -> passed.under(new EventId(id));
            case AgentRestarted restarted -> restarted.under(new EventId(id));
            case TaskFact other -> other;
        };
    }

    private static AgentFact under(AgentFact fact, String id) {
        return switch (fact) {
            case SilencePassed passed -> passed.under(new EventId(id));
            case AgentSeen seen -> seen.under(new EventId(id));
            case AgentFact other -> other;
        };
    }

    /**
     * The id that a fact is claimed under, if it is new: an own fact whose id is taken has another.
     * Whoever says a fact again uses the same bytes here, so these need no canonical form.
     */
    private Optional<String> idOf(String eventId, boolean isOwn, byte[] content, String position) {
        byte[] before = taken.putIfAbsent(eventId, content);
        if (before == null) {
            claimed.add(eventId);
            return Optional.of(eventId);
        }
        if (Arrays.equals(before, content)) {
            return Optional.empty();
        }
        if (isOwn) {
            return idOf(
                    EventId.derived("in_spite", eventId, position).value(),
                    false,
                    content,
                    position);
        }
        rejected.add(position);
        return Optional.empty();
    }

    private void take(TaskFact fact, long receivedMillis) {
        String id = fact.taskId().value();
        Task task = tasks.get(id);
        String effect;
        if (fact instanceof TaskCreated created) {
            effect = task == null ? create(id, created, receivedMillis) : "refused";
        } else if (task == null) {
            effect = "refused";
        } else {
            long before = task.version;
            effect = change(task, fact);
            if (task.version != before) {
                task.lastEvent = fact.eventId().value();
                task.updatedMillis = receivedMillis;
            }
        }
        Task after = tasks.get(id);
        outcomes.computeIfAbsent(id, _ -> new ArrayList<>())
                .add(new Did(fact.eventId().value(), effect, after == null ? null : after.version));
    }

    private String create(String id, TaskCreated created, long receivedMillis) {
        Task task = new Task();
        task.agent = created.agentId().value();
        task.command = created.commandId().value();
        task.stage = created.stage().wireName();
        task.version = 1;
        task.maxAttempts = created.limits().maxAttempts();
        task.updatedMillis = receivedMillis;
        task.hasClock = !task.stage.equals("backlog");
        task.deliveries = task.hasClock ? 1 : 0;
        task.lastEvent = created.eventId().value();
        tasks.put(id, task);
        return "applied";
    }

    private static String change(Task task, TaskFact fact) {
        return switch (fact) {
            case AgentReport report -> report(task, report);
            case DeadlinePassed passed -> deadline(task, passed);
            case TaskMoved moved -> move(task, moved);
            case TaskRetried retried -> retry(task, retried);
            case TaskCancelled cancelled -> cancel(task, cancelled);
            case AgentRestarted restarted -> restart(task, restarted);
            case TaskFact _ -> "refused";
        };
    }

    private static String report(Task task, AgentReport report) {
        if (!report.commandId().value().equals(task.command)
                || !report.agentId().value().equals(task.agent)) {
            return "refused";
        }
        String type = report.type().wireName();
        if (task.status.equals("done") || task.status.equals("failed")) {
            return "late";
        }
        if (type.equals("ack") && !task.status.equals("queued")) {
            return "late";
        }
        task.version++;
        if (type.equals("running") && task.status.equals("running")) {
            task.hasClock = true;
            return "applied";
        }
        task.message = report.message() == null ? task.message : report.message();
        task.progress = report.progress() == null ? task.progress : report.progress();
        task.errorCode = type.equals("failed") ? report.errorCode() : null;
        task.hasClock = type.equals("failed") ? isTriedAgain(task) : !type.equals("done");
        task.status = type.equals("progress") ? "running" : type;
        task.stage =
                switch (type) {
                    case "ack" -> "todo";
                    case "running" -> "doing";
                    case "done" -> "done";
                    case "failed" -> "blocked";
                    default ->
                            report.stage() != null
                                    ? report.stage().wireName()
                                    : task.stage.equals("review") ? "review" : "doing";
                };
        return "applied";
    }

    private static String deadline(Task task, DeadlinePassed passed) {
        if (passed.seenVersion() != task.version || !task.hasClock) {
            return "refused";
        }
        task.version++;
        int maxDeliveries = ProcessorNode.LIMITS.maxResends() + 1;
        if (!RANKS.contains(task.status)) {
            beginAttempt(task, nextCommand(passed.taskId().value(), task.command));
        } else if (task.status.equals("queued") && passed.agentReturned()) {
            task.deliveries =
                    Math.max(task.deliveries, Math.min(task.deliveries + 1, maxDeliveries));
        } else if (task.status.equals("queued") && task.deliveries < maxDeliveries) {
            task.deliveries++;
        } else {
            task.status = "timeout";
            task.stage = "blocked";
            task.errorCode = "timeout";
            task.hasClock = isTriedAgain(task);
        }
        return "applied";
    }

    private static String move(Task task, TaskMoved moved) {
        String to = moved.stage().wireName();
        if (isOtherVersion(moved.expectedVersion(), task)
                || task.status.equals("done")
                || to.equals("done")) {
            return "refused";
        }
        if (to.equals(task.stage)) {
            return "applied";
        }
        boolean wasParked = task.stage.equals("backlog");
        boolean isOver = task.status.equals("failed") || task.status.equals("timeout");
        if (task.status.equals("queued") && wasParked) {
            task.deliveries++;
            task.hasClock = true;
        } else if (isOver
                && wasParked
                && isTriedAgain(task)
                && !"cancelled".equals(task.errorCode)) {
            beginAttempt(task, nextCommand(moved.taskId().value(), moved.eventId().value()));
        } else if (to.equals("backlog")
                && !task.status.equals("ack")
                && !task.status.equals("running")) {
            task.hasClock = false;
        }
        task.stage = to;
        task.version++;
        return "applied";
    }

    private static String retry(Task task, TaskRetried retried) {
        String command = retried.commandId().value();
        boolean isOver = task.status.equals("failed") || task.status.equals("timeout");
        if (isOtherVersion(retried.expectedVersion(), task)
                || !isOver
                || command.equals(task.command)
                || task.formerCommands.contains(command)) {
            return "refused";
        }
        beginAttempt(task, command);
        task.version++;
        return "applied";
    }

    private static String nextCommand(String taskId, String after) {
        return CommandId.derivedFrom("attempt", taskId + " " + after).value();
    }

    private static boolean isTriedAgain(Task task) {
        return task.attempt < task.maxAttempts;
    }

    private static String restart(Task task, AgentRestarted restarted) {
        boolean isAtWork = task.status.equals("ack") || task.status.equals("running");
        if (!restarted.commandId().value().equals(task.command)
                || !restarted.agentId().value().equals(task.agent)
                || !isAtWork
                || task.updatedMillis > restarted.restartedAt().toEpochMilli()) {
            return "refused";
        }
        task.status = "failed";
        task.stage = "blocked";
        task.errorCode = "agent_restarted";
        task.hasClock = isTriedAgain(task);
        task.version++;
        return "applied";
    }

    private static void beginAttempt(Task task, String command) {
        task.formerCommands.add(task.command);
        task.command = command;
        task.attempt++;
        task.status = "queued";
        task.stage = "todo";
        task.message = null;
        task.progress = null;
        task.errorCode = null;
        task.deliveries = 1;
        task.hasClock = true;
    }

    private static String cancel(Task task, TaskCancelled cancelled) {
        if (isOtherVersion(cancelled.expectedVersion(), task)
                || task.status.equals("done")
                || (task.status.equals("failed") && !task.hasClock)) {
            return "refused";
        }
        task.status = "failed";
        task.stage = "blocked";
        task.errorCode = "cancelled";
        task.hasClock = false;
        task.version++;
        return "applied";
    }

    private static boolean isOtherVersion(@Nullable Long expected, Task task) {
        return expected != null && expected != task.version;
    }

    private void take(AgentFact fact, long receivedMillis) {
        String id = fact.agentId().value();
        Agent agent = agents.get(id);
        boolean wasOnline = agent != null && agent.isOnline;
        boolean wasMissed = agent == null || !agent.hasDeparted;
        switch (fact) {
            case Heartbeat beat when beat.leaving() -> leave(id, beat, receivedMillis);
            case Heartbeat beat -> {
                alive(id, receivedMillis, receivedMillis);
                noteRun(id, beat, receivedMillis);
            }
            case AgentSeen seen -> {
                boolean isNews =
                        agent == null || seen.seenAt().toEpochMilli() > agent.lastSeenMillis;
                boolean isTooOld = isOldNews(seen.seenAt().toEpochMilli(), receivedMillis);
                if (isNews && !(isTooOld && agent != null && agent.hasDeparted)) {
                    alive(id, seen.seenAt().toEpochMilli(), receivedMillis);
                }
            }
            case SilencePassed passed -> {
                if (agent != null && agent.version == passed.seenVersion() && agent.isOnline) {
                    agent.version++;
                    agent.isOnline = false;
                    agent.runs.clear();
                }
            }
            case AgentRetired retired -> {
                Long seen = retired.seenVersion();
                if (agent != null && !agent.isRetired && (seen == null || seen == agent.version)) {
                    agent.version++;
                    agent.isRetired = true;
                    depart(agent);
                }
            }
            case AgentRepaired _ -> {}
        }
        Agent after = agents.get(id);
        boolean isQuiet = !wasMissed || (after != null && after.hasDeparted);
        if (after != null && after.isOnline != wasOnline && !isQuiet) {
            outcomes.computeIfAbsent(id, _ -> new ArrayList<>())
                    .add(
                            new Did(
                                    fact.eventId().value(),
                                    after.isOnline ? "agent_online" : "agent_offline",
                                    after.version));
        }
    }

    /** The run ends; with the last one, or without a name, the agent signs off. */
    private void leave(String id, Heartbeat goodbye, long receivedMillis) {
        Agent agent = agents.get(id);
        if (agent == null || agent.hasDeparted) {
            return;
        }
        agent.version++;
        agent.lastSeenMillis = Math.max(agent.lastSeenMillis, receivedMillis);
        if (goodbye.bootId() == null) {
            agent.runs.clear();
        } else {
            agent.runs.remove(goodbye.bootId().value());
            agent.runs.values().removeIf(until -> until <= receivedMillis);
        }
        if (!agent.isOnline || agent.runs.isEmpty()) {
            depart(agent);
        }
    }

    private static void depart(Agent agent) {
        agent.isOnline = false;
        agent.hasDeparted = true;
        agent.runs.clear();
    }

    private void noteRun(String id, Heartbeat beat, long receivedMillis) {
        if (beat.bootId() != null) {
            long limit = ProcessorNode.LIMITS.offlineAfter().toMillis();
            requireNonNull(agents.get(id)).runs.put(beat.bootId().value(), receivedMillis + limit);
        }
    }

    private static boolean isOldNews(long seenMillis, long receivedMillis) {
        return seenMillis + ProcessorNode.LIMITS.offlineAfter().toMillis() < receivedMillis;
    }

    private void alive(String id, long seenMillis, long receivedMillis) {
        Agent agent = agents.computeIfAbsent(id, _ -> new Agent());
        boolean isFirst = agent.version == 0;
        boolean isOldNews = isOldNews(seenMillis, receivedMillis);
        agent.version++;
        agent.lastSeenMillis = Math.max(agent.lastSeenMillis, seenMillis);
        agent.isOnline = isFirst || agent.isOnline || !isOldNews;
        if (agent.isOnline) {
            agent.hasDeparted = false;
            agent.isRetired = false;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
