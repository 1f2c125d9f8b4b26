package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.AgentBoot;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.hearing.Hearing;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the clocks from the committed rows. */
final class WatchTwin implements Watch {

    private static final Limits LIMITS = ProcessorNode.LIMITS;

    private final World world;
    private final DatabaseTwin database;

    WatchTwin(World world, DatabaseTwin database) {
        this.world = world;
        this.database = database;
    }

    @Override
    public List<DeadlinePassed> overdueTasks(Hearing hearing, int limit) {
        return query(
                "db.overdue",
                () -> {
                    List<TaskSnapshot> overdue = new ArrayList<>();
                    for (TaskSnapshot task : database.tasks().values()) {
                        if (isOver(due(task, hearing), hearing.now()) && !waitsForItsAgent(task)) {
                            overdue.add(task);
                        }
                    }
                    overdue.sort(Comparator.comparing(task -> task.taskId().value()));
                    return overdue.stream()
                            .map(task ->
                                    DeadlinePassed.of(
                                            task.taskId(),
                                            task.commandId(),
                                            task.version(),
                                            isAgentBack(task),
                                            Objects.requireNonNull(due(task, hearing))))
                            .toList();
                });
    }

    @Override
    public List<SilencePassed> silentAgents(Hearing hearing, int limit) {
        return query(
                "db.silent",
                () -> {
                    List<AgentSnapshot> silent = new ArrayList<>();
                    for (AgentSnapshot agent : database.agents().values()) {
                        if (isOver(due(agent, hearing), hearing.now())
                                && !database.hasUntold(agent.agentId())) {
                            silent.add(agent);
                        }
                    }
                    silent.sort(Comparator.comparing(agent -> agent.agentId().value()));
                    return silent.stream()
                            .map(agent ->
                                    SilencePassed.of(
                                            agent.agentId(),
                                            agent.version(),
                                            Objects.requireNonNull(due(agent, hearing))))
                            .toList();
                });
    }

    @Override
    public List<AgentTouched> untoldAgents(Instant now, int limit) {
        return query(
                "db.untold",
                () ->
                        database.presences().values().stream()
                                .filter(change -> change.toldAt() == null)
                                .map(PresenceChange::outcome)
                                .filter(outcome -> isOverdue(outcome.agentId(), now))
                                .map(outcome ->
                                        new AgentTouched(
                                                outcome.eventId(), outcome.agentId(), true))
                                .sorted(Comparator.comparing(AgentTouched::eventId))
                                .toList());
    }

    private boolean isOverdue(AgentId agentId, Instant now) {
        AgentSnapshot agent = database.agents().get(agentId);
        return agent != null && isOver(agent.deadlineAt(), now);
    }

    @Override
    public List<AgentRestarted> restartedAttempts(Instant now, int limit) {
        return query(
                "db.restarted",
                () -> {
                    List<AgentRestarted> restarted = new ArrayList<>();
                    for (TaskSnapshot task : database.tasks().values()) {
                        AgentSnapshot agent = database.agents().get(task.agentId());
                        AgentBoot boot = agent == null ? null : agent.boot();
                        if (boot != null && isGivenUp(task, boot, now)) {
                            restarted.add(
                                    AgentRestarted.of(
                                            task.taskId(),
                                            task.commandId(),
                                            task.agentId(),
                                            boot.bootId(),
                                            boot.since()));
                        }
                    }
                    restarted.sort(Comparator.comparing(fact -> fact.taskId().value()));
                    return restarted;
                });
    }

    @Override
    public Optional<Instant> nextDeadline(Instant after) {
        return query("db.deadline", () -> next().filter(at -> at.isAfter(after)));
    }

    @Override
    public List<TaskAdopted> unadopted(int limit) {
        return List.of();
    }

    @Override
    public List<TaskAdopted> adoptions(Collection<String> taskIds) {
        return List.of();
    }

    @Override
    public Optional<Instant> lastSignOfLife() {
        return query(
                "db.life",
                () ->
                        database.agents().values().stream()
                                .map(AgentSnapshot::lastSeenAt)
                                .max(Comparator.naturalOrder()));
    }

    /** Without a step: for who wants to know whether a clock runs at all. */
    Optional<Instant> next() {
        return Stream.concat(
                        database.tasks().values().stream()
                                .filter(task -> !waitsForItsAgent(task))
                                .map(task -> task.phase().deadlineAt())
                                .flatMap(Stream::ofNullable),
                        database.agents().values().stream()
                                .map(AgentSnapshot::deadlineAt)
                                .flatMap(Stream::ofNullable))
                .min(Comparator.naturalOrder());
    }

    private static boolean isGivenUp(TaskSnapshot task, AgentBoot boot, Instant now) {
        boolean isAtWork = task.status() == TaskStatus.ACK || task.status() == TaskStatus.RUNNING;
        return isAtWork
                && !task.updatedAt().isAfter(boot.since())
                && !boot.running().contains(task.commandId())
                && boot.runs().stream()
                        .noneMatch(run ->
                                run.aliveUntil().isAfter(now)
                                        && run.running().contains(task.commandId()));
    }

    /** Null while it cannot be due. */
    private @Nullable Instant due(TaskSnapshot task, Hearing hearing) {
        Instant deadline = task.phase().deadlineAt();
        boolean isOver = task.status() == TaskStatus.FAILED || task.status() == TaskStatus.TIMEOUT;
        if (deadline == null || isOver || isAgentBack(task)) {
            return deadline;
        }
        return hearing.silenceCounts() ? hearing.due(deadline, limitOf(task)) : null;
    }

    private static @Nullable Instant due(AgentSnapshot agent, Hearing hearing) {
        Instant deadline = agent.deadlineAt();
        return deadline == null || !hearing.silenceCounts()
                ? null
                : hearing.due(deadline, LIMITS.offlineAfter());
    }

    private static Duration limitOf(TaskSnapshot task) {
        return task.status() == TaskStatus.QUEUED
                ? Objects.requireNonNullElse(task.limits().ackTimeout(), LIMITS.ackTimeout())
                : Objects.requireNonNullElse(
                        task.limits().runningTimeout(), LIMITS.runningTimeout());
    }

    private boolean waitsForItsAgent(TaskSnapshot task) {
        AgentSnapshot agent = database.agents().get(task.agentId());
        return task.status() == TaskStatus.QUEUED
                && agent != null
                && agent.presence() == Presence.OFFLINE;
    }

    private boolean isAgentBack(TaskSnapshot task) {
        AgentSnapshot agent = database.agents().get(task.agentId());
        return task.status() == TaskStatus.QUEUED
                && agent != null
                && agent.presenceSince().isAfter(Objects.requireNonNull(task.phase().deadlineAt()));
    }

    private <T> T query(String point, Supplier<T> work) {
        return world.step(point, work, DatabaseTwin::away);
    }

    private static boolean isOver(@Nullable Instant deadline, Instant now) {
        return deadline != null && !deadline.isAfter(now);
    }
}
