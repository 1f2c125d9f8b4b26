package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.audit.Board;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.FieldDifference;
import dev.mcsync.processor.audit.PastBoard;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DriftScanIT {

    private static final Limits LIMITS =
            new Limits(
                    Duration.ofSeconds(180),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(15),
                    3,
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Limits.DEFAULT_ANSWER_TIMEOUT);

    /** Out of the way of what is planted. */
    @Test
    void aHealthySystemUnderLoadHasNothingToTell() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            send(processor, 0, 50);
            AtomicBoolean stop = new AtomicBoolean();
            Thread load =
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int task = 50; !stop.get(); task++) {
                                    send(processor, task, task + 1);
                                    beat(processor, task);
                                }
                            });
            List<Discrepancy> findings = new ArrayList<>();
            try {
                for (int look = 0; look < 2; look++) {
                    findings.addAll(look(processor));
                }
            } finally {
                stop.set(true);
                load.join();
            }

            assertThat(findings).isEmpty();
        }
    }

    @Test
    void everyPlantedDriftIsFoundAndNamed() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            send(processor, 0, 12);
            IntStream.range(0, 3).forEach(agent -> beat(processor, agent));
            processor.awaitText(
                    "3", "select count(*) from agents_status where agent_id like $1", "agt_%");
            processor.await(
                    "all snapshots",
                    () ->
                            processor.records(Topic.TASK_STATE).stream()
                                            .filter(record ->
                                                    text(record).contains("\"status\":\"done\""))
                                            .map(DriftScanIT::key)
                                            .distinct()
                                            .count()
                                    == 12);
            assertThat(look(processor)).isEmpty();

            execute(
                    processor.address(),
                    """
                    update tasks set title = 'Another title' where task_id = 'tsk_0';
                    delete from tasks where task_id = 'tsk_1';
                    update tasks set status = 'nonsense' where task_id = 'tsk_2';
                    alter table agent_events disable trigger agent_events_append_only;
                    update agent_events set message = 'mended by hand' where event_id = 'evt_6_ack';
                    update agent_events set body = jsonb_set(body, '{message}', '"said by nobody"')
                        where event_id = 'evt_7_done';
                    delete from agent_events where event_id = 'evt_8_ack';
                    update agent_events set to_status = 'failed' where event_id = 'evt_9_running';
                    update agents_status set presence = 'offline' where agent_id = 'agt_0';
                    delete from agents_status where agent_id = 'agt_1';
                    insert into tasks (task_id, version, title, agent_id, command_id, attempt, status, stage,
                        deliveries, created_at, updated_at, stage_since, status_since, last_event_id)
                    values ('tsk_orphan', 3, 'Of nobody', 'agt_0', 'cmd_orphan', 1, 'done', 'done', 1,
                        now(), now(), now(), now(), 'evt_orphan');
                    """);
            processor.send(Topic.TASK_STATE, "tsk_3", null, null);
            publishOther(processor, "tsk_4", "\"version\":4", "\"version\":3");
            publishOther(processor, "tsk_5", "\"title\":\"Task 5\"", "\"title\":\"Task five\"");
            publishOther(processor, "tsk_5", "tsk_5", "tsk_unheard_of");

            List<Discrepancy> found = look(processor);

            assertThat(found)
                    .extracting(finding -> finding.kind().wireName() + " " + finding.subject().id())
                    .containsExactlyInAnyOrder(
                            "row_edited tsk_0",
                            "row_missing tsk_1",
                            "row_unreadable tsk_2",
                            "snapshot_missing tsk_3",
                            "snapshot_stale tsk_4",
                            "snapshot_differs tsk_5",
                            "chain_broken tsk_6",
                            "chain_broken tsk_7",
                            "row_edited tsk_7",
                            "chain_broken tsk_8",
                            "history_diverged tsk_8",
                            "chain_broken tsk_9",
                            "history_diverged tsk_9",
                            "row_edited tsk_9",
                            "row_edited agt_0",
                            "row_missing agt_1",
                            "history_diverged worker",
                            "row_orphan tsk_orphan",
                            "snapshot_orphan tsk_unheard_of");
            assertThat(of(found, "row_edited", "tsk_0").differences())
                    .containsExactly(
                            new FieldDifference("title", "\"Task 0\"", "\"Another title\""));
            assertThat(of(found, "snapshot_stale", "tsk_4"))
                    .extracting(
                            stale -> stale.versions().row(), stale -> stale.versions().published())
                    .containsExactly(4L, 3L);
            assertThat(of(found, "chain_broken", "tsk_6").detail())
                    .contains(
                            "entry "
                                    + processor.text(
                                            "select id from agent_events where event_id = $1",
                                            "evt_6_ack")
                                    + " ");
        }
    }

    /** Nothing would change on the board; but every task would be repaired, before all eyes. */
    @Test
    void whatAnEarlierReleasePublishedWithoutMomentsIsNoDrift() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            send(processor, 0, 12);
            processor.await("all of them done", () -> published(processor).size() == 12);
            Map<String, String> snapshots = published(processor);
            String moments = ",\"(acked|started|finished)_at\":\"[^\"]*\"";
            snapshots.replaceAll((_, text) -> text.replaceAll(moments, ""));
            assertThat(snapshots.values()).noneMatch(text -> text.contains("acked_at"));

            snapshots.forEach((id, text) -> publish(processor, id, text));
            publish(processor, "tsk_0", " " + snapshots.get("tsk_0"));
            assertThat(look(processor)).isEmpty();

            publish(
                    processor,
                    "tsk_1",
                    snapshots.getOrDefault("tsk_1", "").replace("Task 1", "Task one"));
            String wrong = "\"finished_at\":\"2026-01-01T00:00:00Z\"}";
            publish(
                    processor,
                    "tsk_2",
                    snapshots.getOrDefault("tsk_2", "").replaceFirst("}$", "," + wrong));
            assertThat(look(processor))
                    .extracting(finding -> finding.kind().wireName() + " " + finding.subject().id())
                    .containsExactlyInAnyOrder("snapshot_differs tsk_1", "snapshot_differs tsk_2");
        }
    }

    @Test
    void thePastIsFoldedFromTheLedger() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            send(processor, 0, 1);
            processor.awaitText("done", "select status from tasks where task_id = $1", "tsk_0");
            Instant running =
                    Instant.parse(
                            processor.text(
                                    "select to_char(applied_at at time zone 'UTC',"
                                            + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from agent_events"
                                            + " where event_id = $1",
                                    "evt_0_running"));
            PastBoard past = new PastBoard(processor.address(), LIMITS);

            Board then = past.at(running);
            Board now = past.at(Instant.now());
            Board before = past.at(running.minus(Duration.ofHours(1)));

            // Facts of one batch are decided at one moment.
            String expected =
                    processor.text(
                            "select to_status from agent_events where task_id = $1 and applied_at <= $2::timestamptz"
                                    + " order by id desc limit 1",
                            "tsk_0",
                            running.toString());
            assertThat(then.tasks())
                    .singleElement()
                    .matches(task -> task.status().wireName().equals(expected));
            assertThat(now.tasks())
                    .singleElement()
                    .matches(task -> task.status().wireName().equals("done"));
            assertThat(before.tasks()).isEmpty();
            assertThat(before.earliest()).isBefore(Instant.now());
            assertThat(ask(http, processor, "?at=" + running)).startsWith("200 ").contains("tsk_0");
            assertThat(ask(http, processor, "?at=2999-01-01T00:00:00Z")).startsWith("400 ");
            assertThat(ask(http, processor, "?at=yesterday")).startsWith("400 ");
        }
    }

    private static String ask(HttpClient http, RunningProcessor processor, String query)
            throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:%d/api/dashboard/board%s"
                                                        .formatted(processor.port(), query)))
                                .header("x-mc-token", RunningProcessor.TOKEN)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }

    private static List<Discrepancy> look(RunningProcessor processor) {
        List<Discrepancy> findings = new ArrayList<>();
        new DriftScan(
                        processor.address(),
                        KafkaClients.at(Testbed.shared().bootstrapServers()),
                        LIMITS)
                .run(DriftScan.Scope.EVERYTHING, findings::add, Progress.NONE);
        return findings;
    }

    private static Discrepancy of(List<Discrepancy> findings, String kind, String id) {
        return findings.stream()
                .filter(finding ->
                        finding.kind().wireName().equals(kind) && finding.subject().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void execute(PostgresAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                address.jdbcUrl(), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What was published last of the task, with one thing changed. */
    private static void publishOther(
            RunningProcessor processor, String taskId, String part, String other) {
        String value =
                processor.records(Topic.TASK_STATE).stream()
                        .filter(record -> key(record).equals(taskId))
                        .map(DriftScanIT::text)
                        .filter(text -> text.contains("\"version\":4"))
                        .findFirst()
                        .orElseThrow();
        processor.send(
                Topic.TASK_STATE,
                other.startsWith("tsk_") ? other : taskId,
                value.replace(part, other).getBytes(StandardCharsets.UTF_8),
                null);
    }

    /** What was published of each task that is done. */
    private static Map<String, String> published(RunningProcessor processor) {
        Map<String, String> snapshots = new TreeMap<>();
        processor.records(Topic.TASK_STATE).stream()
                .filter(record -> text(record).contains("\"status\":\"done\""))
                .forEach(record -> snapshots.put(key(record), text(record)));
        return snapshots;
    }

    private static void publish(RunningProcessor processor, String taskId, String snapshot) {
        processor.send(Topic.TASK_STATE, taskId, snapshot.getBytes(StandardCharsets.UTF_8), null);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
    }

    private static void beat(RunningProcessor processor, int number) {
        processor.send(
                Beats.beat(new EventId("evt_beat_" + number), new AgentId("agt_" + number % 20)));
    }

    private static void send(RunningProcessor processor, int from, int to) {
        processor.together(() ->
                IntStream.range(from, to)
                        .forEach(number -> Life.of(number).forEach(processor::send)));
    }
}
