package dev.mcsync.infra.operator.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TASK = "GET /api/dashboard/tasks/tsk_1";
    private static final String EVENTS = TASK + "/events?limit=200";
    private static final String ACTIVITY = "GET /api/dashboard/activity?limit=200";

    private final PeopleLine line = new PeopleLine();

    @ParameterizedTest
    @CsvSource({
        "done, '', 0, tsk_1 is done",
        "failed, broken, 3, tsk_1 is failed",
        "failed, cancelled, 3, tsk_1 is cancelled",
        "timeout, timeout, 3, tsk_1 is timeout"
    })
    void aWatchEndsWithTheTask(String status, String error, int exit, String said) {
        try (FakeApi api = new FakeApi()) {
            api.on(EVENTS, 200, events("e1", "created"))
                    .on(EVENTS, 200, events("e2", "running", "e1", "created"))
                    .on(EVENTS, 200, events("e3", status, "e2", "running", "e1", "created"))
                    .on(TASK, 200, task("queued", ""))
                    .on(TASK, 200, task("running", ""))
                    .on(TASK, 200, task(status, error));

            assertThat(line.run(api, "task", "watch", "tsk_1")).isEqualTo(exit);
        }

        assertThat(line.out().lines().map(text -> text.replaceAll(" +", " ")))
                .containsExactly(
                        "tsk_1 is queued in doing, version 2: Tidy up",
                        "2026-11-22T11:58:03Z running",
                        "2026-11-22T11:58:03Z " + status,
                        said + " in doing, version 2");
        assertThat(line.err()).isEmpty();
    }

    @Test
    void aFailureThatIsTriedAgainEndsNoWatch() {
        try (FakeApi api = new FakeApi()) {
            api.on(EVENTS, 200, events("e1", "created"))
                    .on(TASK, 200, task("running", ""))
                    .on(TASK, 200, task("failed", "", "\"deadline_at\":\"2026-11-22T12:00:00Z\","))
                    .on(TASK, 200, task("done", ""));

            assertThat(line.run(api, "task", "watch", "tsk_1")).isZero();
        }
    }

    @Test
    void aWatchOfTheNewTaskTellsItFromItsCreation() {
        try (FakeApi api = new FakeApi()) {
            api.on(
                            "POST /api/dashboard/tasks",
                            201,
                            "{\"task_id\":\"tsk_1\",\"command_id\":\"cmd_1\"}")
                    .on(TASK + "?at_least_version=1", 200, task("queued", ""))
                    .on(EVENTS, 200, events("e2", "done", "e1", "created"))
                    .on(TASK, 200, task("done", ""));

            int status =
                    line.run(api, "task", "create", "T", "--agent", "a", "--watch", "-o", "json");
            assertThat(status).isZero();
        }

        assertThat(line.out().lines())
                .hasSize(3)
                .allMatch(text -> text.startsWith("{") && text.endsWith("}"));
        assertThat(line.out()).containsSubsequence("cmd_1", "\"e1\"", "\"e2\"");
    }

    @Test
    void anUnknownTaskIsNotWaitedFor() {
        try (FakeApi api = new FakeApi()) {
            api.on(EVENTS, 200, "{\"events\":[]}")
                    .on(
                            TASK,
                            404,
                            "{\"detail\":\"There is no such task.\",\"reason\":\"unknown_task\"}");

            assertThat(line.run(api, "task", "watch", "tsk_1")).isEqualTo(1);
            assertThat(line.run(api, "events", "tail", "--task", "tsk_1")).isEqualTo(1);
        }
    }

    @Test
    void aWatchOutlivesALostConnectionSaysSoOnceAndMissesNothing() throws Exception {
        FakeApi before = new FakeApi();
        int port = before.port();
        before.on(EVENTS, 200, events("e1", "created")).on(TASK, 200, task("queued", ""));
        CompletableFuture<Integer> watching =
                CompletableFuture.supplyAsync(() -> line.run(before, "task", "watch", "tsk_1"));
        await(() -> before.requests().size() >= 4);
        before.close();
        await(() -> line.err().contains("waiting for one"));

        String missed = events("e4", "done", "e3", "progress", "e2", "running", "e1", "created");
        try (FakeApi after = new FakeApi(port)) {
            after.on(EVENTS, 200, missed).on(TASK, 200, task("done", ""));
            assertThat(watching.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
        }

        assertThat(line.out()).containsSubsequence("running", "progress", "done");
        assertThat(line.err())
                .isEqualTo(
                        "mc-sync: no answer from http://127.0.0.1:%1$d any more, waiting for one\n"
                                        .formatted(port)
                                + "mc-sync: http://127.0.0.1:%1$d answers again\n".formatted(port));
    }

    @Test
    void aWatchOfNobodyEndsAtOnce() {
        FakeApi api = new FakeApi();
        api.close();

        assertThat(line.run(api, "task", "watch", "tsk_1")).isEqualTo(4);
    }

    @Test
    void aTailTellsTheNewestAndThenEachOnceHoweverManyCome() throws Exception {
        String many =
                IntStream.rangeClosed(1, 200)
                        .mapToObj(i -> fact("n" + (201 - i), "progress"))
                        .collect(Collectors.joining(","));
        try (FakeApi api = new FakeApi()) {
            api.on(ACTIVITY, 200, events("e2", "running", "e1", "created"))
                    .on(ACTIVITY, 200, "{\"events\":[" + many + "]}")
                    .on(ACTIVITY + "&before=n1", 200, events("n0", "ack", "e2", "running"));
            PeopleLine tail = new PeopleLine();
            Thread following =
                    Thread.ofVirtual()
                            .start(() -> tail.run(api, "events", "tail", "-n", "1", "-o", "json"));
            await(() -> tail.out().lines().count() >= 202);
            int asked = api.requests().size();
            await(() -> api.requests().size() > asked + 1);
            following.interrupt();
            following.join();

            assertThat(
                            tail.out()
                                    .lines()
                                    .map(text ->
                                            text.replaceAll(".*\"event_id\":\"(\\w+)\".*", "$1")))
                    .hasSize(202)
                    .startsWith("e2", "n0", "n1", "n2")
                    .endsWith("n200");
        }
    }

    @Test
    void aTailOfAnAgentTellsItsEventsAlone() throws Exception {
        try (FakeApi api = new FakeApi()) {
            api.on(
                    ACTIVITY,
                    200,
                    "{\"events\":[{\"event_id\":\"e2\",\"agent_id\":\"b\"},"
                            + "{\"event_id\":\"e1\",\"agent_id\":\"a\",\"type\":\"ack\"}]}");
            PeopleLine tail = new PeopleLine();
            Thread following =
                    Thread.ofVirtual().start(() -> tail.run(api, "events", "tail", "--agent", "a"));
            await(() -> api.requests().size() >= 2);
            following.interrupt();
            following.join();

            assertThat(tail.out()).contains("ack").hasLineCount(1);
        }
    }

    private static String task(String status, String error) {
        return task(status, error, "");
    }

    private static String task(String status, String error, String more) {
        return """
        {%s "task_id":"tsk_1","version":2,"title":"Tidy up","status":"%s","stage":"doing","error_code":"%s"}
        """
                .formatted(more, status, error);
    }

    /** Newest first, ids and types in turn. */
    private static String events(String... idsAndTypes) {
        return IntStream.range(0, idsAndTypes.length / 2)
                .mapToObj(i -> fact(idsAndTypes[2 * i], idsAndTypes[2 * i + 1]))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    private static String fact(String id, String type) {
        return "{\"event_id\":\"%s\",\"type\":\"%s\",\"outcome\":\"applied\",\"applied_at\":\"2026-11-22T11:58:03.5Z\"}"
                .formatted(id, type);
    }

    private static void await(BooleanSupplier condition)
            throws InterruptedException, TimeoutException, ExecutionException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("Not within " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
