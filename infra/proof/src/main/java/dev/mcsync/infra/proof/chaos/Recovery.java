package dev.mcsync.infra.proof.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.backing.BackingServer;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.infra.proof.system.Fleet;
import dev.mcsync.infra.proof.system.Member;
import dev.mcsync.infra.proof.system.ServiceProcess;
import dev.mcsync.infra.proof.topic.TopicReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Utils;

/**
 * Measures how long after a kill the next events are applied: one event for each partition is sent
 * at once after the kill, again and again until it is accepted, and the last one of them counts.
 */
final class Recovery {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Path directory;
    private final int times;
    private int rounds;

    Recovery(Path directory, int times) {
        this.directory = directory;
        this.times = times;
    }

    /** Prints a line for each kind of kill. */
    void measure() throws SQLException {
        try (Fleet fleet =
                fleet("alone", EnumSet.complementOf(EnumSet.of(Member.SECOND_PROCESSOR)))) {
            ServiceProcess processor = fleet.service(Member.PROCESSOR);
            processor.archiveClasses(directory.resolve("processor.jsa"));
            List<String> tasks = tasksOnAllPartitions(fleet);
            report(
                    "processor killed, started again",
                    tasks,
                    fleet,
                    () -> {
                        processor.kill();
                        processor.launch();
                    },
                    processor::awaitReady);
            report(
                    "PostgreSQL killed, started again",
                    tasks,
                    fleet,
                    () -> bounce(fleet.database()),
                    () -> {});
            report(
                    "broker killed, started again",
                    tasks,
                    fleet,
                    () -> bounce(fleet.broker()),
                    () -> {});
            System.out.printf(
                    "  dead-lettered in all of this: %d%n",
                    TopicReader.committed(
                                    fleet.broker().bootstrapServers(),
                                    Topic.REJECTED_EVENTS.topicName())
                            .size());
        }
        measureThePair();
    }

    private void measureThePair() throws SQLException {
        try (Fleet fleet = fleet("pair", EnumSet.allOf(Member.class))) {
            List<String> tasks = tasksOnAllPartitions(fleet);
            report(
                    "processor killed, the other takes over",
                    tasks,
                    fleet,
                    () -> fleet.service(Member.PROCESSOR).kill(),
                    () -> {
                        fleet.service(Member.PROCESSOR).launch();
                        fleet.service(Member.PROCESSOR).awaitReady();
                    });
        }
    }

    private Fleet fleet(String name, Set<Member> members) {
        Fleet fleet =
                Fleet.prepare(
                        directory.resolve(name), members, EnumSet.noneOf(Member.class), Map.of());
        fleet.startAll();
        return fleet;
    }

    private static void bounce(BackingServer server) {
        server.kill();
        server.restart();
    }

    private void report(
            String what, List<String> tasks, Fleet fleet, Runnable kill, Runnable makeWhole)
            throws SQLException {
        List<Long> millis = new ArrayList<>();
        Database database = new Database(fleet.database().address());
        try (McApi api = fleet.api()) {
            for (int i = 0; i < times; i++) {
                int round = ++rounds;
                long start = System.nanoTime();
                kill.run();
                for (String task : tasks) {
                    send(api, task, round);
                }
                awaitApplied(database, tasks.size(), round);
                millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
                makeWhole.run();
            }
        }
        millis.sort(null);
        System.out.printf(
                Locale.ROOT,
                "  %-42s p50 %5d ms, worst %5d ms, of %d%n",
                what,
                millis.get(millis.size() / 2),
                millis.getLast(),
                times);
    }

    private static List<String> tasksOnAllPartitions(Fleet fleet) {
        List<String> tasks = new ArrayList<>();
        Set<Integer> covered = new HashSet<>();
        try (McApi api = fleet.api()) {
            while (covered.size() < fleet.partitions()) {
                Answer created =
                        api.post(
                                "/api/dashboard/tasks",
                                Map.of("title", "Probe", "agent_id", "agt_probe"));
                String task = created.text("task_id");
                int partition =
                        Utils.toPositive(Utils.murmur2(task.getBytes(UTF_8))) % fleet.partitions();
                if (created.isSuccess() && covered.add(partition)) {
                    tasks.add(task + " " + created.text("command_id"));
                }
            }
        }
        return tasks;
    }

    private static void send(McApi api, String taskAndCommand, int round) {
        String[] ids = taskAndCommand.split(" ", -1);
        Map<String, String> event =
                Map.of(
                        "event_id",
                        "evt_probe_" + round + "_" + ids[0],
                        "agent_id",
                        "agt_probe",
                        "task_id",
                        ids[0],
                        "command_id",
                        ids[1],
                        "type",
                        "progress");
        await(
                "an answer of 202",
                () -> {
                    try {
                        return api.post("/api/agents/events", event).status() == 202;
                    } catch (ApiUnreachableException _) {
                        return false;
                    }
                });
    }

    private static void awaitApplied(Database database, int expected, int round) {
        await(
                "all probes applied",
                () -> {
                    try {
                        return database.number(
                                        "select count(*) from agent_events where event_id like 'evt_probe_%d_%%'"
                                                .formatted(round))
                                == expected;
                    } catch (SQLException _) {
                        return false;
                    }
                });
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Expected within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
