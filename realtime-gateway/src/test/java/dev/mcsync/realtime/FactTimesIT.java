package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.AGENT;
import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.RunningGateway;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** When facts were applied, over a real database. */
class FactTimesIT {

    /** So many that a plan that reads the ledger itself would cost more than the index. */
    private static final int MANY = 20_000;

    private static RunningGateway gateway;
    private static PostgresAddress database;

    @BeforeAll
    static void start() throws SQLException {
        Testbed testbed = Testbed.shared();
        testbed.resetTopics();
        database = testbed.freshDatabase();
        fact("evt_1", "tsk_a", "applied", "2026-01-01T12:00:00Z");
        fact("evt_2", "tsk_a", "applied", "2026-01-01T12:00:00.000001Z");
        fact("evt_3", "tsk_b", "late", "2026-01-01T12:00:01Z");
        fact("evt_4", null, "applied", "2026-01-01T12:00:02Z");
        fact("evt_5", "tsk_b", "applied", "2026-01-01T12:00:09.999999Z");
        fact("evt_6", "tsk_b", "applied", "2026-01-01T12:00:10Z");
        execute(
                """
                insert into agent_events (event_id, task_id, type, outcome, received_at, applied_at)
                select 'evt_many_' || i, 'tsk_' || i, 'progress', 'applied', now(),
                    timestamptz '2026-02-01 00:00:00Z' + interval '1 second' * i
                from generate_series(0, %d) i\
                """
                        .formatted(MANY - 1));
        execute("vacuum (analyze) agent_events");
        gateway = RunningGateway.start(testbed.bootstrapServers(), database).awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void theAppliedFactsOfTasksAreCountedByPartsOfTheSpan() {
        JsonNode told = told("from=2026-01-01T11:59:50Z&to=2026-01-01T12:00:20.000Z&buckets=3");

        assertThat(texts(told.get("buckets"), "at"))
                .containsExactly(
                        "2026-01-01T11:59:50Z", "2026-01-01T12:00:00Z", "2026-01-01T12:00:10Z");
        assertThat(counts(told)).containsExactly(0L, 3L, 1L);
        assertThat(told.get("from").asString()).isEqualTo("2026-01-01T11:59:50Z");
        assertThat(told.get("to").asString()).isEqualTo("2026-01-01T12:00:20Z");
        assertThat(told.get("earliest").asString()).isEqualTo("2026-01-01T12:00:00Z");
    }

    @Test
    void theEndOfTheSpanIsNotInItAndItsPartsNeedNotFitEvenly() {
        JsonNode told = told("from=2026-01-01T12:00:00Z&to=2026-01-01T14:00:10%2B02:00&buckets=7");

        assertThat(counts(told)).hasSize(7).containsExactly(2L, 0L, 0L, 0L, 0L, 0L, 1L);
    }

    @Test
    void withoutASpanItIsTheLastDay() {
        Instant before = Instant.now();
        JsonNode told = gateway.json("/api/dashboard/facts", PANEL);

        assertThat(counts(told)).hasSize(120).containsOnly(0L);
        assertThat(Instant.parse(told.get("to").asString()))
                .isAfterOrEqualTo(before.minusMillis(1));
        assertThat(Instant.parse(told.get("from").asString()).plusSeconds(86_400))
                .isEqualTo(told.get("to").asString());
    }

    @Test
    void manyFactsAreCountedByTheIndexAlone() {
        long scans = scansOfTheLedger();
        long before = scansOfTheIndex();
        AtomicInteger turn = new AtomicInteger();
        Await.until(
                "the statistics tell of a scan",
                () -> {
                    JsonNode told = told(spanOf10000Seconds(turn.getAndIncrement()));
                    assertThat(counts(told).stream().mapToLong(count -> count).sum())
                            .isEqualTo(10_000);
                    return scansOfTheIndex() > before;
                });

        assertThat(scansOfTheLedger()).isEqualTo(scans);
    }

    @Test
    void whatIsCountedForGoodIsToldAgainAndWhatIsNewIsCounted() throws SQLException {
        Instant to = Instant.now().plusSeconds(60);
        String span = "from=" + to.minusSeconds(240) + "&to=" + to + "&buckets=4";
        fact("evt_settled", "tsk_now", "applied", to.minusSeconds(239).toString());
        assertThat(counts(told(span))).containsExactly(1L, 0L, 0L, 0L);

        fact("evt_new", "tsk_now", "applied", to.minusSeconds(61).toString());
        assertThat(counts(told(span))).containsExactly(1L, 0L, 1L, 0L);
        execute("alter table agent_events disable trigger user");
        execute("delete from agent_events where task_id = 'tsk_now'");
        execute("alter table agent_events enable trigger user");
        assertThat(counts(told(span))).containsExactly(1L, 0L, 0L, 0L);
    }

    @Test
    void oneStepsFromFactToFactThroughEveryMillisecondThatHasOne() {
        assertThat(neighbour("2026-01-01T12:00:20Z", "before")).isEqualTo("2026-01-01T12:00:10Z");
        assertThat(neighbour("2026-01-01T12:00:10Z", "before"))
                .as("two of them, told by the first whole millisecond after both")
                .isEqualTo("2026-01-01T12:00:00.001Z");
        assertThat(neighbour("2026-01-01T12:00:00.001Z", "before"))
                .isEqualTo("2026-01-01T12:00:00Z");
        assertThat(neighbour("2026-01-01T12:00:00Z", "before")).isEmpty();

        assertThat(neighbour("2020-01-01T00:00:00Z", "after")).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(neighbour("2026-01-01T12:00:00Z", "after"))
                .isEqualTo("2026-01-01T12:00:00.001Z");
        assertThat(neighbour("2026-01-01T12:00:00.001Z", "after"))
                .isEqualTo("2026-01-01T12:00:10Z");
        assertThat(neighbour("2026-01-01T12:00:10Z", "after")).isEqualTo("2026-02-01T00:00:00Z");
        assertThat(neighbour("9999-12-31T23:59:59.999999Z", "after")).isEmpty();
    }

    @Test
    void withoutAMomentItIsTheNewestFact() {
        assertThat(gateway.json("/api/dashboard/facts/neighbour", PANEL).get("at").asString())
                .isEqualTo("2026-02-01T05:33:19Z");
    }

    @Test
    void aWrongQuestionIsAProblemWithItsPlace() {
        for (String query :
                List.of(
                        "?from=yesterday",
                        "?to=2026-01-01",
                        "?from=2026-01-01T12:00:00Z&to=2026-01-01T12:00:00Z",
                        "?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00.000001Z",
                        "?to=10000-01-01T00:00:00Z",
                        "?buckets=0",
                        "?buckets=501",
                        "?buckets=2&buckets=2",
                        "?at=2026-01-01T12:00:00Z",
                        "/neighbour?of=now",
                        "/neighbour?of=1969-12-31T23:59:59Z",
                        "/neighbour?of=2026-01-01T12:00:00Z&of=2026-01-01T12:00:00Z",
                        "/neighbour?direction=back",
                        "/neighbour?limit=1")) {
            HttpResponse<String> answer = gateway.get("/api/dashboard/facts" + query, PANEL);

            assertThat(answer.statusCode()).as(query).isEqualTo(400);
            assertThat(RunningGateway.JSON.readTree(answer.body()).get("errors"))
                    .as(query)
                    .hasSize(1);
        }
        assertThat(gateway.get("/api/dashboard/facts", AGENT).statusCode()).isEqualTo(403);
        assertThat(gateway.get("/api/dashboard/facts/neighbour", "").statusCode()).isEqualTo(401);
    }

    /** Another one each time, for what was counted is not counted again. */
    private static String spanOf10000Seconds(int turn) {
        Instant from = Instant.parse("2026-02-01T00:00:00Z").plusSeconds(turn);
        return "from=" + from + "&to=" + from.plusSeconds(10_000);
    }

    private static JsonNode told(String query) {
        return gateway.json("/api/dashboard/facts?" + query, PANEL);
    }

    private static String neighbour(String of, String direction) {
        JsonNode told =
                gateway.json(
                        "/api/dashboard/facts/neighbour?of=" + of + "&direction=" + direction,
                        PANEL);
        return told.has("at") ? told.get("at").asString() : "";
    }

    private static List<Long> counts(JsonNode told) {
        return StreamSupport.stream(told.get("buckets").spliterator(), false)
                .map(bucket -> bucket.get("applied").asLong())
                .toList();
    }

    private static List<String> texts(JsonNode nodes, String name) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.get(name).asString())
                .toList();
    }

    private static long scansOfTheLedger() {
        return number("select seq_scan from pg_stat_user_tables where relname = 'agent_events'");
    }

    private static long scansOfTheIndex() {
        return number(
                "select idx_scan from pg_stat_user_indexes where indexrelname = 'agent_events_flow_idx'");
    }

    private static void fact(
            String eventId, @Nullable String taskId, String outcome, String appliedAt)
            throws SQLException {
        execute(
                """
                insert into agent_events (event_id, task_id, type, outcome, received_at, applied_at)
                values ('%s', %s, 'progress', '%s', now(), '%s')\
                """
                        .formatted(
                                eventId,
                                taskId == null ? "null" : "'" + taskId + "'",
                                outcome,
                                appliedAt));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) {
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static Connection connection() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.user(), database.password());
    }
}
