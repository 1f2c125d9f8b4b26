package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code kill -9} of everything but broker and database in the middle of a thousand events. */
class KilledInTheMiddleIT {

    private static final int TASKS = 250;
    private static final List<String> LIFE = List.of("ack", "running", "progress", "done");
    private static final int EVENTS = TASKS * LIFE.size();
    private static final int KILL_AFTER_ACCEPTED = EVENTS / 2;
    private static final int SENDERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir Path directory;

    private record Task(String taskId, String commandId) {}

    @Test
    void everyEventTakesEffectOnceAndIsToldOnce() throws Exception {
        SystemProcess system =
                new SystemProcess(directory.resolve("data"), LoopbackPorts.free(), Map.of());
        AtomicInteger accepted = new AtomicInteger();
        try (system;
                ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
            RunFile run = system.start();
            try (McApi api = system.api(run)) {
                List<Task> tasks = createTasks(api);
                List<? extends Future<?>> lives =
                        tasks.stream()
                                .map(task -> senders.submit(() -> live(api, task, accepted)))
                                .toList();

                await("half of the events accepted", () -> accepted.get() >= KILL_AFTER_ACCEPTED);
                system.kill();
                RunFile again = system.start();
                for (Future<?> life : lives) {
                    life.get();
                }

                assertThat(accepted.get()).isEqualTo(EVENTS);
                checkDatabase(again);
                checkDiscord(again);
            }
        }
    }

    private static List<Task> createTasks(McApi api) {
        return IntStream.range(0, TASKS)
                .mapToObj(i -> {
                    Answer created =
                            api.post(
                                    "/api/dashboard/tasks",
                                    Map.of("title", "Task " + i, "agent_id", "agt_kill"));
                    assertThat(created.isSuccess()).as("%s", created).isTrue();
                    return new Task(created.text("task_id"), created.text("command_id"));
                })
                .toList();
    }

    /** As a careful agent does: in order, and each event again with the same id until accepted. */
    private static void live(McApi api, Task task, AtomicInteger accepted) {
        for (String type : LIFE) {
            Map<String, String> event =
                    Map.of(
                            "event_id",
                            "evt_" + task.taskId() + "_" + type,
                            "agent_id",
                            "agt_kill",
                            "task_id",
                            task.taskId(),
                            "command_id",
                            task.commandId(),
                            "type",
                            type);
            await("202 for " + event, () -> isAccepted(api, event));
            accepted.incrementAndGet();
        }
    }

    private static boolean isAccepted(McApi api, Map<String, String> event) {
        try {
            Answer answer = api.post("/api/agents/events", event);
            assertThat(answer.status()).as("%s", answer).isIn(202, 429, 500, 502, 503, 504);
            return answer.status() == 202;
        } catch (ApiUnreachableException _) {
            return false;
        }
    }

    private static void checkDatabase(RunFile run) throws SQLException {
        try (Connection database = connect(run)) {
            await(
                    "all tasks done",
                    () ->
                            number(database, "select count(*) from tasks where status = 'done'")
                                    == TASKS);
            assertThat(
                            number(
                                    database,
                                    "select count(*) from agent_events where type in ('ack', 'running', 'progress', 'done') and outcome = 'applied'"))
                    .isEqualTo(EVENTS);
            assertThat(number(database, "select count(*) from tasks where version <> 5")).isZero();
            assertThat(
                            number(
                                    database,
                                    "select count(*) from (select task_id, version from agent_events where version is not null and task_id is not null group by 1, 2 having count(*) > 1) twice"))
                    .isZero();
            assertThat(
                            number(
                                    database,
                                    "select count(*) from agents_status a left join agent_events e on e.event_id = a.last_event_id where e.event_id is null or e.xmin <> a.xmin"))
                    .isZero();
            await(
                    "Discord told of everything",
                    () ->
                            number(
                                            database,
                                            "select count(*) from agent_events join discord_deliveries using (event_id) where type in ('ack', 'running', 'progress', 'done') and state in ('sent', 'coalesced')")
                                    == EVENTS);
        }
    }

    private static void checkDiscord(RunFile run)
            throws IOException, InterruptedException, SQLException {
        Map<String, Integer> told = new HashMap<>();
        int ambiguous;
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(String.valueOf(run.discord())))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            for (JsonNode message : JSON.readTree(answer.body())) {
                message.path("content")
                        .asString("")
                        .lines()
                        .forEach(line -> told.merge(line, 1, Integer::sum));
            }
        }
        try (Connection database = connect(run)) {
            ambiguous =
                    (int)
                            number(
                                    database,
                                    "select coalesce(sum(ambiguous), 0) from discord_deliveries");
        }
        long done = told.keySet().stream().filter(line -> line.contains("[DONE]")).count();
        int twice = told.values().stream().mapToInt(times -> times - 1).sum();
        System.out.printf(
                "killed in the middle: %d lines told, %d DONE, %d told twice, %d in the ambiguous window%n",
                told.size(), done, twice, ambiguous);
        assertThat(done).isEqualTo(TASKS);
        assertThat(told).hasSize(EVENTS);
        assertThat(twice).isLessThanOrEqualTo(ambiguous);
    }

    private static Connection connect(RunFile run) throws SQLException {
        PostgresAddress address = PostgresAddress.parse(run.postgres());
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }

    private static long number(Connection database, String sql) {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database: " + sql, e);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(String what, Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Expected within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
