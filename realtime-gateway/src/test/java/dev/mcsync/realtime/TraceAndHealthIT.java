package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.AGENT;
import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.DurationBuckets;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.PanelTwin;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people are told of the way of a fact, of the agents' work and of the system itself. */
class TraceAndHealthIT {

    private static final byte[] VALUE = {'{', '}'};

    private static Testbed testbed;
    private static StateTopics topics;
    private static PostgresAddress database;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        testbed = Testbed.shared();
        testbed.resetTopics();
        topics = new StateTopics(testbed.bootstrapServers());
        database = testbed.freshDatabase();
        gateway =
                RunningGateway.start(
                                testbed.bootstrapServers(),
                                database,
                                "--mc.tracing.link=https://traces.example/{trace_id}")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topics.close();
    }

    @Test
    void theWayOfAFactIsToldStepByStepWithTheTimeOfEach() throws Exception {
        try (PanelTwin panel = PanelTwin.connect(gateway).awaitLive()) {
            Instant received = Instant.now();
            RecordMetadata source =
                    committed(
                            Topic.TASK_EVENTS,
                            "tsk_way",
                            Headers.EVENT_ID,
                            "evt_way",
                            Headers.RECEIVED_AT,
                            received.toString());
            Instant decided = Instant.now();
            execute(
                    """
                    insert into agent_events (event_id, task_id, agent_id, type, outcome, version,
                        received_at, applied_at, source_topic, source_partition, source_offset, trace_id)
                    values ('evt_way', 'tsk_way', 'agt_a', 'ack', 'applied', 2, '%s', '%s', '%s', %d, %d,
                        '0af7651916cd43dd8448eb211c80319c')
                    """
                            .formatted(
                                    Instant.ofEpochMilli(source.timestamp()),
                                    decided,
                                    source.topic(),
                                    source.partition(),
                                    source.offset()));
            execute(
                    """
                    insert into discord_deliveries (event_id, channel, state, discord_message_id, sent_at)
                    values ('evt_way', 'tasks', 'coalesced', '99', now())
                    """);
            outcomes("tsk_way", 40, "evt_before");
            RecordMetadata outcome =
                    committed(Topic.TASK_OUTCOMES, "tsk_way", Headers.EVENT_ID, "evt_way");
            outcomes("tsk_way", 5, "evt_after");
            topics.commit(task("tsk_way", 2));
            Await.until("the panel has it", () -> panel.tasks().containsKey("tsk_way"));

            JsonNode trace = gateway.json("/api/dashboard/tasks/tsk_way/trace", PANEL);

            assertThat(trace.has("incomplete")).isFalse();
            JsonNode fact = trace.get("events").get(0);
            assertThat(fact.get("version").asLong()).isEqualTo(2);
            assertThat(fact.get("trace_id").asString())
                    .isEqualTo("0af7651916cd43dd8448eb211c80319c");
            assertThat(trace.get("trace_link").asString())
                    .isEqualTo("https://traces.example/{trace_id}");
            assertThat(
                            gateway.json("/api/dashboard/tasks/tsk_way/events", PANEL)
                                    .at("/events/0/source/trace_id")
                                    .asString())
                    .isEqualTo("0af7651916cd43dd8448eb211c80319c");
            JsonNode steps = fact.get("steps");
            assertThat(time(steps, "received_at")).isEqualTo(received);
            assertThat(steps.get("log").get("topic").asString()).isEqualTo("mc.task-events");
            assertThat(steps.get("log").get("offset").asLong()).isEqualTo(source.offset());
            assertThat(time(steps.get("log"), "at").toEpochMilli()).isEqualTo(source.timestamp());
            assertThat(time(steps, "decided_at"))
                    .isBetween(decided.minusNanos(1_000), decided.plusNanos(1_000));
            assertThat(time(steps, "committed_at")).isAfterOrEqualTo(decided.minusMillis(1));
            assertThat(time(steps, "published_at").toEpochMilli()).isEqualTo(outcome.timestamp());
            assertThat(time(steps, "pushed_at")).isAfterOrEqualTo(time(steps, "published_at"));
            assertThat(steps.get("discord").get("state").asString()).isEqualTo("coalesced");
            assertThat(steps.get("discord").get("message_id").asString()).isEqualTo("99");
        }
    }

    @Test
    void aStepThatNobodyKnowsIsNotTold() throws Exception {
        execute(
                """
                insert into agent_events (event_id, task_id, type, outcome, version, received_at,
                    applied_at, source_topic, source_partition, source_offset)
                values ('evt_gone', 'tsk_gone', 'ack', 'late', null, now() - interval '40 days',
                        now() - interval '40 days', 'mc.task-events', 0, 123456),
                       ('evt_old', 'tsk_gone', 'started', null, null, null, null, null, null, null)
                """);

        JsonNode trace = gateway.json("/api/dashboard/tasks/tsk_gone/trace?limit=10", PANEL);

        assertThat(trace.has("incomplete")).isFalse();
        assertThat(trace.get("events").get(0).get("steps").toString()).isEqualTo("{}");
        assertThat(trace.get("events").get(1).get("steps").propertyNames())
                .containsExactly("log", "decided_at", "committed_at");
        assertThat(gateway.get("/api/dashboard/tasks/tsk_gone/trace", AGENT).statusCode())
                .isEqualTo(403);
        assertThat(gateway.get("/api/dashboard/tasks/tsk_gone/trace?limit=0", PANEL).statusCode())
                .isEqualTo(400);
    }

    @Test
    void theHealthTellsFlowLagDeadlinesJobsChecksAndWhatWasRejected() throws Exception {
        execute(
                """
                insert into agent_events (event_id, task_id, type, outcome, occurred_at, applied_at, body)
                values ('evt_h1', 'tsk_h', 'running', 'applied', now(), now(), '{}'),
                       ('evt_h2', 'tsk_h', 'ack', 'late', now(), now(), '{}'),
                       ('evt_h3', 'tsk_h', 'deadline_passed', 'applied',
                            now() - interval '200 ms', now(), '{}'),
                       ('evt_h4', 'tsk_h', 'deadline_passed', 'applied',
                            now() - interval '5 h', now(), '{"agent_returned": true}'),
                       ('evt_h5', null, 'heartbeat', 'applied', now(), now(), '{}');
                insert into cron_jobs (job, schedule, last_started_at, last_finished_at, running, last_result)
                values ('reconcile-agents', '0 */5 * * * *', '2026-01-01T00:00:00Z',
                        '2026-01-01T00:00:01.500Z', false, '{"checked_agents": 3}');
                insert into health_checks (kind, checked_at, ok, finding)
                values ('drift', now() - interval '1 min', false, '{"found": 2}'),
                       ('drift', now(), true, '{"found": 0}');
                delete from discord_deliveries;
                insert into discord_deliveries (event_id, channel, state, created_at)
                values ('evt_h1', 'main', 'sent', now()), ('evt_h2', 'main', 'suppressed', now()),
                       ('evt_h3', 'main', 'waiting', now()), ('evt_h4', 'main', 'sending', now()),
                       ('evt_h5', 'main', 'dead', now() - interval '25 h')
                """);
        topics.commit(() -> {
            for (int i = 0; i < 3; i++) {
                var _ =
                        topics.put(
                                Topic.REJECTED_EVENTS,
                                "k",
                                VALUE,
                                Headers.REJECTED_REASON,
                                "undecodable",
                                Headers.REJECTED_PARTITION,
                                Integer.toString(i),
                                Headers.REJECTED_TOPIC,
                                "mc.task-events");
            }
        });
        RecordMetadata first = committed(Topic.TASK_OUTCOMES, "tsk_h", Headers.EVENT_ID, "evt_h");
        outcomes("tsk_h", 2, "evt_lag");
        commitOffset("mc-notifier", first, first.offset() + 1);

        JsonNode health = gateway.json("/api/dashboard/health", PANEL);

        assertThat(health.has("unavailable")).isFalse();
        JsonNode buckets = health.get("flow").get("buckets");
        assertThat(buckets.size()).isBetween(60, 61);
        assertThat(buckets.valueStream().mapToLong(bucket -> bucket.get("applied").asLong()).sum())
                .isBetween(3L, 4L);
        assertThat(buckets.valueStream().mapToLong(bucket -> bucket.get("late").asLong()).sum())
                .isEqualTo(1);
        assertThat(health.get("done").get("counts")).hasSize(24);
        assertThat(health.get("deadlines").get("fired").asLong()).isEqualTo(1);
        assertThat(health.get("deadlines").get("p99_ms").asLong()).isEqualTo(200);
        assertThat(health.get("deadlines").get("counts").toString())
                .as("exactly 200 ms are within the second 100 ms")
                .isEqualTo("[0,1,0,0,0,0,0,0,0,0,0]");
        assertThat(health.get("discord").toString())
                .isEqualTo(
                        "{\"window_seconds\":86400,\"sent\":1,\"coalesced\":0,\"suppressed\":1,\"waiting\":2,\"dead\":0}");
        assertThat(health.get("jobs").get(0).get("duration_ms").asLong()).isEqualTo(1_500);
        assertThat(health.get("reconcile").get(0).get("ok").asBoolean()).isTrue();
        assertThat(health.get("reconcile").get(1).get("finding").get("found").asInt()).isEqualTo(2);
        assertThat(health.get("rejected").get("total").asLong()).isEqualTo(4);
        assertThat(health.get("rejected").get("newest")).hasSize(3);
        assertThat(health.get("rejected").get("newest").get(0).get("reason").asString())
                .isEqualTo("undecodable");
        JsonNode lag = health.get("lag");
        assertThat(lag).hasSize(1);
        assertThat(lag.get(0).get("group").asString()).isEqualTo("mc-notifier");
        assertThat(lag.get(0).get("lag").asLong()).as("without marks of transactions").isEqualTo(2);
    }

    @Test
    void theFiguresOfTheAgentsComeWithPercentiles() throws Exception {
        execute(
                """
                insert into agent_stats (agent_id, tasks_done, tasks_failed, tasks_timeout, tasks_restarted)
                values ('agt_a', 5, 1, 0, 2), ('agt_b', null, null, null, 0);
                insert into agent_timings (agent_id, measure, bucket, n)
                values ('agt_a', 'ack', %d, 98), ('agt_a', 'ack', %d, 2);
                insert into agent_events (event_id, task_id, agent_id, type, outcome, applied_at)
                values ('evt_f1', null, 'agt_a', 'done', 'applied', now()),
                       ('evt_f2', null, 'agt_a', 'done', 'applied', now()),
                       ('evt_f3', null, 'agt_a', 'done', 'late', now()),
                       ('evt_f4', null, 'agt_a', 'done', 'applied', now() - interval '25 h');
                insert into agents_status (agent_id, version, last_seen_at)
                values ('agt_a', 1, '2026-01-01T00:00:00Z')
                """
                        .formatted(
                                DurationBuckets.of(Duration.ofSeconds(2)),
                                DurationBuckets.of(Duration.ofMinutes(1))));

        // What is done is counted at most every two seconds, and may have been just before.
        Await.until("what was done is counted", () -> doneByHour(0) > 0);
        JsonNode figures = gateway.json("/api/dashboard/agents/stats", PANEL);

        assertThat(Duration.between(time(figures, "done_since"), Instant.now()))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
        JsonNode stats = figures.get("stats");

        assertThat(stats).hasSize(2);
        JsonNode one = stats.get(0);
        assertThat(one.get("tasks_done").asLong()).isEqualTo(5);
        assertThat(one.get("tasks_restarted").asLong()).isEqualTo(2);
        assertThat(one.get("last_seen_at").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(one.get("ack_ms").get("count").asLong()).isEqualTo(100);
        assertThat(one.get("ack_ms").get("p95").asLong()).isBetween(1_900L, 2_100L);
        assertThat(one.get("ack_ms").get("p99").asLong()).isBetween(57_000L, 63_000L);
        assertThat(one.get("run_ms").toString()).isEqualTo("{\"count\":0}");
        assertThat(one.get("done_by_hour")).hasSize(24);
        assertThat(doneByHour(0)).isEqualTo(2);
        assertThat(stats.get(1).get("tasks_done").asLong()).isZero();
        assertThat(doneByHour(1)).isZero();
    }

    /** Each in a transaction of its own but all on the partition of the task. */
    private static void outcomes(String taskId, int number, String eventId) {
        for (int i = 0; i < number; i++) {
            String id = eventId + "_" + i;
            topics.commit(() -> {
                var _ = topics.put(Topic.TASK_OUTCOMES, taskId, VALUE, Headers.EVENT_ID, id);
            });
        }
    }

    private static RecordMetadata committed(Topic topic, String key, String... headers)
            throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        topics.commit(() -> sent.add(topics.put(topic, key, VALUE, headers)));
        return sent.getFirst().get();
    }

    private static void commitOffset(String group, RecordMetadata place, long offset)
            throws InterruptedException, ExecutionException {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                testbed.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            group,
                            Map.of(
                                    new TopicPartition(place.topic(), place.partition()),
                                    new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    private static long doneByHour(int index) {
        JsonNode stats = gateway.json("/api/dashboard/agents/stats", PANEL).get("stats");
        return stats.get(index).get("done_by_hour").valueStream().mapToLong(JsonNode::asLong).sum();
    }

    private static Instant time(JsonNode node, String name) {
        return Instant.parse(node.get(name).asString());
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
