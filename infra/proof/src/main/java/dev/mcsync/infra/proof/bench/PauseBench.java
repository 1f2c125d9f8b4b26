package dev.mcsync.infra.proof.bench;

import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What a long stop of the processor makes of the clocks. Agents go on sending heartbeats and
 * reports while nobody applies them; when the processor comes back every clock in the database has
 * run out, and none of those agents and tasks may be told as silent. A few that did fall silent
 * must be.
 *
 * <p>Time is scaled: a limit of 180 s and a stop of 10 min are one of 6 s and a stop of 20 s.
 */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description =
                "Stops the processor beyond every limit and counts the false alarms after it.")
final class PauseBench implements Callable<Integer> {

    private static final Duration OFFLINE_AFTER = Duration.ofSeconds(6);
    private static final Duration RUNNING_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BEAT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(
            names = "--agents",
            defaultValue = "1000",
            description = "That go on living, each with a task (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--silent",
            defaultValue = "20",
            description = "More that die while nobody looks (default: ${DEFAULT-VALUE}).")
    private int silent;

    @Option(
            names = "--stop-seconds",
            defaultValue = "40",
            description = "How long the processor is away (default: ${DEFAULT-VALUE}).")
    private int stopSeconds;

    private final Set<String> offline = new HashSet<>();
    private final Set<String> timedOut = new HashSet<>();
    private final Set<String> running = new HashSet<>();

    @Override
    public Integer call() throws IOException {
        Path directory = Files.createTempDirectory("mc-sync-bench-");
        try (Fleet fleet =
                Fleet.prepare(
                        directory,
                        Set.of(Member.PROCESSOR),
                        Set.of(),
                        Map.of(
                                "MC_OFFLINE_AFTER",
                                OFFLINE_AFTER.toSeconds() + "s",
                                "MC_RUNNING_TIMEOUT",
                                RUNNING_TIMEOUT.toSeconds() + "s"))) {
            System.out.println("Starting broker, database and processor …");
            fleet.startAll();
            return measure(fleet);
        } finally {
            Directories.delete(directory);
        }
    }

    private int measure(Fleet fleet) {
        AtomicBoolean over = new AtomicBoolean();
        AtomicBoolean theSilentLive = new AtomicBoolean(true);
        String bootstrapServers = fleet.broker().bootstrapServers();
        try (Facts facts = new Facts(bootstrapServers);
                OutcomeReader reader = new OutcomeReader(bootstrapServers)) {
            begin(facts);
            Thread life = Thread.ofPlatform().start(() -> live(facts, over, theSilentLive));
            awaitAll(reader, () -> running.size() == agents + silent, "all tasks running");
            System.out.printf("Stopping the processor for %d s …%n", stopSeconds);
            fleet.service(Member.PROCESSOR).stop();
            offline.clear();
            timedOut.clear();
            theSilentLive.set(false);
            LockSupport.parkNanos(Duration.ofSeconds(stopSeconds).toNanos());
            System.out.println("Starting it again …");
            fleet.service(Member.PROCESSOR).launch();
            fleet.service(Member.PROCESSOR).awaitReady();
            awaitAll(reader, () -> deadFound() == silent, "the silent agents told as offline");
            settle(reader);
            over.set(true);
            join(life);
        }
        return report();
    }

    private void begin(Facts facts) {
        for (int i = 0; i < agents + silent; i++) {
            facts.heartbeat(agent(i));
            facts.created("tsk_" + i, agent(i), TaskLimits.DEFAULT);
            facts.reported("tsk_" + i, agent(i), ReportType.RUNNING);
        }
        facts.flush();
    }

    /** Everybody beats every two seconds, and reports every tenth time. */
    private void live(Facts facts, AtomicBoolean over, AtomicBoolean theSilentLive) {
        long start = System.nanoTime();
        for (int round = 0; !over.get(); round++) {
            int living = theSilentLive.get() ? agents + silent : agents;
            for (int i = 0; i < living && !over.get(); i++) {
                LockSupport.parkNanos(
                        start
                                + round * BEAT.toNanos()
                                + i * BEAT.toNanos() / living
                                - System.nanoTime());
                facts.heartbeat(agent(i));
                if ((round + i) % 5 == 0) {
                    facts.reported("tsk_" + i, agent(i), ReportType.RUNNING);
                }
            }
        }
    }

    private void take(Outcome outcome, Instant readAt) {
        switch (outcome) {
            case AgentOutcome agent when agent.presence() == Presence.OFFLINE ->
                    offline.add(agent.agentId().value());
            case AgentOutcome _ -> {}
            case TaskOutcome task when task.effect() == Effect.APPLIED && task.after() != null -> {
                if (task.after().status() == TaskStatus.TIMEOUT) {
                    timedOut.add(task.taskId().value());
                } else if (task.after().status() == TaskStatus.RUNNING) {
                    running.add(task.taskId().value());
                }
            }
            case TaskOutcome _ -> {}
        }
    }

    private interface Condition {
        boolean holds();
    }

    private void awaitAll(OutcomeReader reader, Condition condition, String what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "Expected %s within %s; %d run, %d are offline"
                                .formatted(what, PATIENCE, running.size(), offline.size()));
            }
            reader.poll(this::take);
        }
    }

    /** As long as the longest limit, so that whatever is to be told falsely is told. */
    private void settle(OutcomeReader reader) {
        long end = System.nanoTime() + RUNNING_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            reader.poll(this::take);
        }
    }

    private long deadFound() {
        return offline.stream().filter(this::isDead).count();
    }

    private boolean isDead(String agentOrTask) {
        return Integer.parseInt(agentOrTask.substring(4)) >= agents;
    }

    private int report() {
        long falseOffline = offline.size() - deadFound();
        long falseTimeouts = timedOut.stream().filter(task -> !isDead(task)).count();
        System.out.printf(
                Locale.ROOT,
                "pause: away %d s with limits of %d s and %d s; %,d living agents: %d false offline, %d false time-outs; %d of %d dead agents found, %d of their tasks timed out%n",
                stopSeconds,
                OFFLINE_AFTER.toSeconds(),
                RUNNING_TIMEOUT.toSeconds(),
                agents,
                falseOffline,
                falseTimeouts,
                deadFound(),
                silent,
                timedOut.size() - falseTimeouts);
        return falseOffline + falseTimeouts == 0 && deadFound() == silent ? 0 : 1;
    }

    private static String agent(int number) {
        return "agt_" + number;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
