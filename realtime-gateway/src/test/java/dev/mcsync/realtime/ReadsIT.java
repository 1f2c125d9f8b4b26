package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.ADMIN;
import static dev.mcsync.realtime.testing.RunningGateway.AGENT;
import static dev.mcsync.realtime.testing.RunningGateway.INTERNAL;
import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.draft;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The read API over a real broker and a real database. */
class ReadsIT {

    private static StateTopics topics;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws SQLException {
        Testbed testbed = Testbed.shared();
        testbed.resetTopics();
        topics = new StateTopics(testbed.bootstrapServers());
        topics.commit(() -> {
            topics.put(draft("tsk_a").payload("{\"secret\":1}").build());
            topics.put(draft("tsk_b").agent("agt_rio").is(TaskStatus.RUNNING, Stage.DOING).build());
        });
        PostgresAddress database = testbed.freshDatabase();
        fill(database);
        gateway = RunningGateway.start(testbed.bootstrapServers(), database).awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topics.close();
    }

    @Test
    void theBoardIsToldWithoutPayloads() {
        JsonNode board = gateway.json("/api/dashboard/board", PANEL);

        assertThat(board.get("tasks").size()).isGreaterThanOrEqualTo(2);
        assertThat(board.toString()).doesNotContain("secret");
        assertThat(board.get("cursor").asString()).isNotEmpty();
        assertThat(board.get("as_of").asString()).endsWith("Z");
    }

    @Test
    void tasksAreFiltered() {
        JsonNode found =
                gateway.json(
                        "/api/dashboard/tasks?stage=doing&status=running&agent_id=agt_rio&q=TSK_B",
                        PANEL);

        assertThat(found.get("tasks")).singleElement().satisfies(is("task_id", "tsk_b"));
        assertThat(gateway.json("/api/dashboard/tasks?limit=1", PANEL).get("tasks")).hasSize(1);
    }

    @Test
    void aWrongParameterIsAProblemWithItsPlace() {
        HttpResponse<String> answer = gateway.get("/api/dashboard/tasks?stag=doing&limit=0", PANEL);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
        assertThat(RunningGateway.JSON.readTree(answer.body()).get("errors")).hasSize(2);
    }

    @Test
    void oneTaskIsToldWholeByTheOneCodec() {
        String body = gateway.get("/api/dashboard/tasks/tsk_a", PANEL).body();

        assertThat(
                        WireCodec.decodeTaskSnapshot(body.getBytes(StandardCharsets.UTF_8))
                                .orThrow("task")
                                .brief()
                                .payload())
                .isNotNull();
        assertThat(gateway.get("/api/dashboard/tasks/tsk_none", PANEL).statusCode()).isEqualTo(404);
    }

    @Test
    void aVersionIsWaitedFor() {
        CompletableFuture<JsonNode> waiting =
                CompletableFuture.supplyAsync(() ->
                        gateway.json("/api/dashboard/tasks/tsk_wait?at_least_version=2", PANEL));
        topics.commit(task("tsk_wait", 1));
        topics.commit(task("tsk_wait", 2));

        assertThat(waiting.join().get("version").asLong()).isEqualTo(2);
        assertThat(
                        gateway.get("/api/dashboard/tasks/tsk_wait?at_least_version=3", PANEL)
                                .statusCode())
                .isEqualTo(503);
    }

    @Test
    void theFactsOfATaskComeNewestFirstAndInPages() {
        JsonNode first =
                gateway.json("/api/dashboard/tasks/tsk_a/events?limit=2", PANEL).get("events");
        assertThat(ids(first)).containsExactly("evt_4", "evt_3");

        JsonNode second =
                gateway.json("/api/dashboard/tasks/tsk_a/events?limit=2&before=evt_3", PANEL)
                        .get("events");
        assertThat(ids(second)).containsExactly("evt_2", "evt_1");
        JsonNode fact = second.get(0);
        assertThat(fact.get("implied").get(0).asString()).isEqualTo("ack");
        assertThat(fact.get("source").get("offset").asLong()).isEqualTo(7);
        assertThat(fact.get("discord").get("state").asString()).isEqualTo("sent");
        assertThat(fact.get("discord").get("message_id").asString()).isEqualTo("1234");
        assertThat(second.get(1).has("discord")).isFalse();
    }

    @Test
    void theActivityIsOfAllTasksWithoutHeartbeats() {
        JsonNode activity = gateway.json("/api/dashboard/activity?limit=3", PANEL).get("events");

        assertThat(ids(activity)).containsExactly("evt_5", "evt_4", "evt_3");
        assertThat(activity.get(0).get("task_id").asString()).isEqualTo("tsk_b");
        assertThat(
                        ids(
                                gateway.json("/api/dashboard/activity?limit=3&before=evt_3", PANEL)
                                        .get("events")))
                .containsExactly("evt_2", "evt_1");
    }

    @Test
    void incidentsAreOpenOrResolved() {
        JsonNode open = gateway.json("/api/dashboard/incidents", PANEL).get("incidents");
        JsonNode resolved =
                gateway.json("/api/dashboard/incidents?state=resolved", PANEL).get("incidents");

        assertThat(open).singleElement().satisfies(is("kind", "timeout"));
        assertThat(open.get(0).get("detail").get("limit").asInt()).isEqualTo(15);
        assertThat(resolved).hasSize(2).allSatisfy(is("kind", "agent_offline"));
    }

    @Test
    void incidentsAreReadPageByPage() {
        String open = "/api/dashboard/incidents?limit=1";
        long last = incident(open);
        assertThat(gateway.json(open + "&before=" + last, PANEL).get("incidents")).isEmpty();
        assertThat(incident(open + "&before=" + (last + 1))).isEqualTo(last);

        // Both ended at the same moment.
        String resolved = open + "&state=resolved";
        long newer = incident(resolved);
        long older = incident(resolved + "&before=" + newer);
        assertThat(older).isEqualTo(newer - 1);
        assertThat(gateway.json(resolved + "&before=" + older, PANEL).get("incidents")).isEmpty();
        assertThat(gateway.json(resolved + "&before=" + last, PANEL).get("incidents")).isEmpty();
        assertThat(gateway.get("/api/dashboard/incidents?before=evt_1", PANEL).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theOutcomeOfOneEventIsToldAsItWasPublished() {
        assertThat(gateway.json("/api/dashboard/events/evt_1", INTERNAL).get("outcome").asString())
                .isEqualTo("applied");
        assertThat(gateway.get("/api/dashboard/events/evt_2", INTERNAL).statusCode())
                .isEqualTo(204);
        assertThat(
                        gateway.get("/api/dashboard/events/evt_2", INTERNAL)
                                .headers()
                                .firstValue("mc-payload-hash"))
                .hasValue("x");
        assertThat(gateway.get("/api/dashboard/events/evt_none", INTERNAL).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aCallWithoutTheRightTokenIsRefused() {
        assertThat(gateway.get("/api/dashboard/board", "").statusCode()).isEqualTo(401);
        assertThat(gateway.get("/api/dashboard/board", "wrong").statusCode()).isEqualTo(401);
        assertThat(gateway.get("/api/dashboard/board", AGENT).statusCode()).isEqualTo(403);
        assertThat(gateway.get("/api/dashboard/board", ADMIN).statusCode()).isEqualTo(200);
        assertThat(gateway.get("/api/dashboard/board", INTERNAL, "x-mc-role", "agent").statusCode())
                .isEqualTo(403);
        assertThat(gateway.get("/api/dashboard/board", INTERNAL, "x-mc-role", "panel").statusCode())
                .isEqualTo(200);
        assertThat(gateway.get("/api/dashboard/board", AGENT, "x-mc-role", "panel").statusCode())
                .isEqualTo(403);
        assertThat(gateway.get("/%61pi/dashboard/board", "").statusCode()).isEqualTo(401);
        assertThat(gateway.get("/api;x=1/dashboard/board", "").statusCode()).isEqualTo(401);
        assertThat(gateway.get("/actuator/prometheus", "").statusCode()).isEqualTo(401);
    }

    @Test
    void theMetricsHaveTheirNames() {
        assertThat(gateway.get("/actuator/prometheus", INTERNAL).body())
                .contains(
                        "mc_realtime_clients",
                        "mc_realtime_conflated_total",
                        "mc_realtime_view_entities",
                        "mc_realtime_view_age_seconds",
                        "mc_realtime_push_seconds_bucket",
                        "mc_realtime_closed_total",
                        "mc_realtime_unreadable_total");
    }

    private static List<String> ids(JsonNode facts) {
        return StreamSupport.stream(facts.spliterator(), false)
                .map(fact -> fact.get("event_id").asString())
                .toList();
    }

    private static Consumer<JsonNode> is(String name, String value) {
        return node -> assertThat(node.get(name).asString()).isEqualTo(value);
    }

    private static long incident(String page) {
        return gateway.json(page, PANEL).get("incidents").get(0).get("incident_id").asLong();
    }

    private static void fill(PostgresAddress database) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                database.jdbcUrl(), database.user(), database.password());
                Statement sql = connection.createStatement()) {
            sql.execute(
                    """
                    insert into agent_events (event_id, task_id, agent_id, type, outcome, from_status,
                        to_status, version, implied, received_at, source_topic, source_partition, source_offset)
                    values
                        ('evt_1', 'tsk_a', null, 'created', 'applied', null, 'queued', 1, '{}', now(), 'mc.task-events', 0, 6),
                        ('evt_2', 'tsk_a', 'agt_atlas', 'running', 'applied', 'queued', 'running', 2, '{ack}', now(), 'mc.task-events', 0, 7),
                        ('evt_3', 'tsk_a', 'agt_atlas', 'ack', 'late', 'running', 'running', 2, null, now(), 'mc.task-events', 0, 8),
                        ('evt_4', 'tsk_a', 'agt_atlas', 'done', 'applied', 'running', 'done', 3, null, now(), 'mc.task-events', 0, 9),
                        ('evt_5', 'tsk_b', 'agt_rio', 'ack', 'applied', 'queued', 'ack', 2, null, now(), 'mc.task-events', 1, 1),
                        ('evt_6', null, 'agt_rio', 'heartbeat', 'applied', null, null, null, null, now(), 'mc.agent-heartbeats', 1, 1)
                    """);
            // Nobody's business, so it is in no list.
            sql.execute(
                    """
                    insert into agent_events (event_id, task_id, agent_id, type, outcome, reason, received_at)
                    values
                        ('evt_7', 'tsk_a', 'agt_flood', 'ack', 'refused', 'wrong_agent', now()),
                        ('evt_8', 'tsk_none', 'agt_flood', 'ack', 'refused', 'unknown_task', now())
                    """);
            sql.execute(
                    """
                    insert into discord_deliveries (event_id, channel, state, discord_message_id, sent_at)
                    values ('evt_2', 'tasks', 'sent', '1234', now())
                    """);
            sql.execute(
                    """
                    insert into incidents (cause, kind, subject, task_id, detail, opened_at, resolved_at)
                    values ('timeout:cmd_1', 'timeout', 'tsk_a', 'tsk_a', '{"limit": 15}', now(), null),
                           ('offline:agt_1', 'agent_offline', 'agt_1', null, null, now(), now()),
                           ('offline:agt_2', 'agent_offline', 'agt_2', null, null, now(), now())
                    """);
            sql.execute(
                    """
                    insert into processed_events (event_id, payload_hash, outcome)
                    values ('evt_1', 'x', '{"event_id": "evt_1", "outcome": "applied"}'), ('evt_2', 'x', null)
                    """);
        }
    }
}
