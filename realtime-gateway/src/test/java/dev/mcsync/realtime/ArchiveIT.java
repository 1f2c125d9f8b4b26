package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.AGENT;
import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Tasks that have left the board, over a real broker and a real database. */
class ArchiveIT {

    private static final int MANY = 21_000;

    private static StateTopics topics;
    private static RunningGateway gateway;
    private static PostgresAddress database;

    @BeforeAll
    static void start() throws SQLException {
        Testbed testbed = Testbed.shared();
        testbed.resetTopics();
        topics = new StateTopics(testbed.bootstrapServers());
        topics.commit(() -> topics.put(draft("tsk_board").build()));
        database = testbed.freshDatabase();
        // Two of them in one moment, as after a restart of their agent.
        insert(
                "done",
                "done",
                "'tsk_' || i",
                "'Task ' || i",
                "interval '1 minute' * (i / 2)",
                1,
                7);
        insert("failed", "blocked", "'failed_' || i", "'Une tâche'", "interval '1 day'", 1, 2);
        insert("done", "review", "'many_' || i", "'Much'", "interval '9 minutes' * i", 1, MANY);
        insert("done", "todo", "'odd_' || i", "'Odd'", "interval '1 minute'", 1, 2);
        execute("update tasks set command_id = '' where task_id = 'odd_1'");
        execute("update tasks set left_board_at = null where task_id = 'tsk_7'");
        execute("update tasks set title = 'Très loin' where task_id = 'many_" + MANY + "'");
        gateway = RunningGateway.start(testbed.bootstrapServers(), database).awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topics.close();
    }

    @Test
    void aColumnIsReadToItsEndInPagesTheLastFinishedFirst() {
        List<String> read = new ArrayList<>();
        String next = "";
        int pages = 0;
        while (next != null) {
            JsonNode page = page("stage=done&limit=2" + next);
            page.get("tasks").forEach(task -> read.add(task.get("task_id").asString()));
            assertThat(page.get("tasks").size()).isBetween(1, 2);
            next = page.has("next") ? "&before=" + page.get("next").asString() : null;
            pages++;
        }

        assertThat(read).containsExactly("tsk_1", "tsk_3", "tsk_2", "tsk_5", "tsk_4", "tsk_6");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void withoutAColumnAllAreRead() {
        List<String> read = ids(page("limit=200"));

        // One of the two hundred cannot be read.
        assertThat(read).hasSize(199).contains("tsk_1", "odd_2", "many_1");
    }

    @Test
    void aTaskOfAPageIsToldAsOnTheBoardWithTheMomentThatItLeft() {
        JsonNode task = page("stage=blocked&status=failed&limit=1").get("tasks").get(0);

        assertThat(task.get("title").asString()).isEqualTo("Une tâche");
        assertThat(task.get("status").asString()).isEqualTo("failed");
        assertThat(task.get("archived_at").asString()).endsWith("Z");
        assertThat(task.has("payload")).isFalse();
    }

    @Test
    void aSearchFoldsTextsAndSaysHowFarItLooked() {
        assertThat(ids(page("stage=blocked&q=TACHE"))).hasSize(2);
        assertThat(ids(page("stage=blocked&q=nothing"))).isEmpty();

        JsonNode first = page("stage=review&q=tres%20loin");
        assertThat(ids(first)).isEmpty();
        JsonNode second = page("stage=review&q=tres%20loin&before=" + first.get("next").asString());
        assertThat(ids(second)).containsExactly("many_" + MANY);
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void oneTaskIsToldWhole() {
        String body = gateway.get("/api/dashboard/tasks/tsk_1", PANEL).body();

        TaskSnapshot task =
                WireCodec.decodeTaskSnapshot(body.getBytes(StandardCharsets.UTF_8)).orThrow("task");
        assertThat(task.isOnBoard()).isFalse();
        assertThat(task.brief().payload()).isNotNull();
        assertThat(gateway.get("/api/dashboard/tasks/tsk_none", PANEL).statusCode()).isEqualTo(404);
        assertThat(gateway.get("/api/dashboard/tasks/tsk_7", PANEL).statusCode())
                .as("it is on the board, of which nothing is known yet")
                .isEqualTo(404);
    }

    @Test
    void aRowThatWasMadeUnreadableIsLeftOut() {
        assertThat(ids(page("stage=todo"))).containsExactly("odd_2");
        assertThat(gateway.get("/api/dashboard/tasks/odd_1", PANEL).statusCode()).isEqualTo(404);
    }

    @Test
    void aWrongQuestionIsAProblemWithItsPlace() {
        for (String query : List.of("before=x", "before=2026-01-01~t", "limit=201", "stage=no")) {
            assertThat(gateway.get("/api/dashboard/archive?" + query, PANEL).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(gateway.get("/api/dashboard/archive", AGENT).statusCode()).isEqualTo(403);
    }

    private static JsonNode page(String query) {
        return gateway.json("/api/dashboard/archive?" + query, PANEL);
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.get("tasks").spliterator(), false)
                .map(task -> task.get("task_id").asString())
                .toList();
    }

    /**
     * @param id and the next two are expressions over {@code i}
     * @param ago when each was over, before a fixed moment
     */
    private static void insert(
            String status, String stage, String id, String title, String ago, int from, int to)
            throws SQLException {
        execute(
                """
                insert into tasks (task_id, version, title, agent_id, command_id, attempt, status,
                    stage, payload, deliveries, created_at, updated_at, stage_since, status_since,
                    prior_attempts, max_attempts, last_event_id, finished_at, left_board_at)
                select %1$s, 4, %2$s, 'agt_1', 'cmd_' || %1$s, 1, '%3$s', '%4$s', '{"a": 1}', 1,
                    t.at, t.at, t.at, t.at, '[]', 1, 'evt_' || %1$s, t.at, now()
                from generate_series(%6$d, %7$d) i
                cross join lateral (select timestamptz '2026-01-01 12:00:00.123456Z' - %5$s as at) t
                """
                        .formatted(id, title, status, stage, ago, from, to));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
