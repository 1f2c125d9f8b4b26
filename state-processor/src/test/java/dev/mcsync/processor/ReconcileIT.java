package dev.mcsync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody did to the rows and topics by hand is found and mended through the log. */
class ReconcileIT {

    private static final int OF_EACH_KIND = 40;
    private static final int TASKS = 4 * OF_EACH_KIND;
    private static final List<String> EDITS =
            List.of(
                    "title = 'Another title'",
                    "status = 'running', stage = 'doing'",
                    "version = version + 50",
                    "deadline_at = now() - interval '1 hour'",
                    "agent_id = 'agt_of_nobody'",
                    "message = 'said by nobody'",
                    "deliveries = 9");

    private static final List<String> AGENT_EDITS =
            List.of(
                    "update agents_status set presence = 'offline', deadline_at = null",
                    "update agents_status set version = version + 7",
                    "update agents_status set last_seen_at = last_seen_at - interval '1 day'",
                    "delete from agents_status");

    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void aFloodOfConflictsIsOneIncidentOfEachSenderAndEndsByItself() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            beat(processor, 1_001, "evt_taken");
            processor.awaitText("1", "select count(*) from processed_events");
            processor.together(() -> {
                for (int i = 0; i < 400; i++) {
                    beat(processor, 1_000, "evt_taken");
                    beat(processor, i, "evt_taken");
                }
            });

            processor.awaitText(
                    "800",
                    "select sum((detail->>'count')::int) from incidents where resolved_at is null");
            assertThat(
                            processor.text(
                                    "select agent_id || ' ' || (detail->>'count') from incidents"
                                            + " where cause = 'event_conflict:agt_1000'"))
                    .isEqualTo("agt_1000 400");
            assertThat(Integer.parseInt(processor.text("select count(*) from incidents")))
                    .isLessThanOrEqualTo(110);

            processor.database.update(
                    "update incidents set detail = detail || '{\"last_at\": \"2026-01-01T00:00:00Z\"}'"
                            + " where agent_id = 'agt_1000'");
            reconcile(processor, http);
            assertThat(
                            processor.text(
                                    "select string_agg(cause, ' ') from incidents where resolved_at is not null"))
                    .isEqualTo("event_conflict:agt_1000");
        }
    }

    @Test
    void twoHundredPlantedDriftsAreFoundAndRepairedAndNothingIsLeft() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            processor.together(() -> {
                IntStream.range(0, TASKS).forEach(task -> live(processor, task));
                IntStream.range(0, OF_EACH_KIND).forEach(agent -> beat(processor, agent));
            });
            processor.awaitText(
                    Integer.toString(TASKS), "select count(*) from tasks where status = 'done'");
            processor.awaitText(
                    Integer.toString(OF_EACH_KIND), "select count(*) from agents_status");
            assertThat(reconcile(processor, http).path("drift_found").asInt()).isZero();

            plant(processor);
            JsonNode first = reconcile(processor, http);
            JsonNode second = reconcile(processor, http);

            assertThat(first.path("drift_found").asInt()).as("%s", first).isEqualTo(200);
            assertThat(first.path("drift_fixed").asInt()).as("%s", first).isEqualTo(200);
            assertThat(second.path("drift_found").asInt()).as("%s", second).isZero();
            assertThat(second.path("drift_fixed").asInt()).isZero();
            assertThat(audit(processor)).isEmpty();
            assertThat(
                            processor.text(
                                    "select count(*) || ' of ' || count(resolved_at) from incidents where kind = 'drift'"))
                    .isEqualTo("200 of 200");
            assertThat(processor.text("select count(*) from health_checks where kind = 'drift'"))
                    .isEqualTo("200");
        }
    }

    /** Heartbeats are many, and each is folded once. */
    @Test
    void agentsAreFoldedFromWhereTheLastRunFoundThemWell() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            for (int i = 0; i < 6; i++) {
                beat(processor, i % 2, "evt_beat_" + i);
                processor.awaitText(
                        Integer.toString(i + 1), "select sum(version)::text from agents_status");
            }
            processor.database.update(
                    "alter table agent_events disable trigger agent_events_append_only");
            processor.database.update(
                    "update agent_events set applied_at = applied_at - interval '1 hour'"
                            + " where event_id in ('evt_beat_0', 'evt_beat_1', 'evt_beat_2')");

            assertThat(reconcile(processor, http).path("drift_found").asInt()).isZero();

            assertThat(
                            processor.text(
                                    "select string_agg(agent_id || ' ' || (snapshot ->> 'version'), ', ' order by agent_id)"
                                            + " from agent_checkpoints where kind = 'checked'"))
                    .isEqualTo("agt_0 2, agt_1 1");
            beat(processor, 0, "evt_beat_6");
            processor.awaitText("7", "select sum(version)::text from agents_status");
            assertThat(reconcile(processor, http).path("drift_found").asInt()).isZero();
            edit(processor, "agents_status", "version = 90", "agent_id", "agt_1");
            assertThat(reconcile(processor, http).path("drift_fixed").asInt()).isEqualTo(1);
            assertThat(audit(processor)).isEmpty();
        }
    }

    /** It looks like a row of the old system; but it has a ledger, and that is believed. */
    @Test
    void aRowWhoseVersionWasTakenAwayIsRestoredAndNotTakenOver() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            live(processor, 0);
            processor.awaitText("1", "select count(*) from tasks where status = 'done'");

            edit(processor, "version = 0, title = 'Another title', status = 'queued'", "tsk_0");

            processor.awaitText("done", "select status from tasks where task_id = 'tsk_0'");
            assertThat(processor.text("select title from tasks")).isEqualTo("Task 0");
            processor.await("nothing to differ", () -> audit(processor).isEmpty());
        }
    }

    @Test
    void aSecondRunAtTheSameTimeSaysThatOneIsUnderWay() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            IntStream.range(0, 20).forEach(task -> live(processor, task));
            processor.awaitText("20", "select count(*) from tasks where status = 'done'");

            List<CompletableFuture<HttpResponse<String>>> asked =
                    IntStream.range(0, 6)
                            .mapToObj(_ ->
                                    http.sendAsync(
                                            request(processor),
                                            HttpResponse.BodyHandlers.ofString()))
                            .toList();
            List<Integer> answers =
                    asked.stream()
                            .map(CompletableFuture::join)
                            .map(HttpResponse::statusCode)
                            .toList();

            assertThat(answers).contains(200, 409).containsOnly(200, 409);
        }
    }

    @Test
    void aLedgerThatWasTamperedWithIsNoGroundToMendOn() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            live(processor, 0);
            processor.awaitText("1", "select count(*) from tasks where status = 'done'");
            processor.database.update(
                    "alter table agent_events disable trigger agent_events_append_only");
            processor.database.update(
                    "update agent_events set body = jsonb_set(body, '{message}', '\"said by nobody\"')"
                            + " where event_id = 'evt_0_done'");

            JsonNode report = reconcile(processor, http);

            assertThat(report.path("drift").path("chain_broken").asInt()).isEqualTo(1);
            assertThat(report.path("drift_fixed").asInt()).isZero();
            assertThat(processor.text("select message is null from tasks")).isEqualTo("true");
            assertThat(
                            processor.text(
                                    "select count(*) from incidents where resolved_at is null and cause = 'drift:chain_broken:tsk_0'"))
                    .isEqualTo("1");
        }
    }

    /** Forty of each of five kinds. */
    private static void plant(RunningProcessor processor) {
        Map<String, byte[]> older = olderSnapshots(processor);
        for (int i = 0; i < OF_EACH_KIND; i++) {
            edit(processor, EDITS.get(i % EDITS.size()), "tsk_" + i);
            processor.database.update(
                    "delete from tasks where task_id = $1", "tsk_" + (OF_EACH_KIND + i));
            processor.send(Topic.TASK_STATE, "tsk_" + (2 * OF_EACH_KIND + i), null, null);
            String stale = "tsk_" + (3 * OF_EACH_KIND + i);
            processor.send(Topic.TASK_STATE, stale, older.get(stale), null);
            processor.database.update(
                    AGENT_EDITS.get(i % AGENT_EDITS.size()) + " where agent_id = $1", "agt_" + i);
        }
    }

    private static void edit(RunningProcessor processor, String edit, String taskId) {
        edit(processor, "tasks", edit, "task_id", taskId);
    }

    private static void edit(
            RunningProcessor processor, String table, String edit, String key, String id) {
        processor.database.update("update %s set %s where %s = $1".formatted(table, edit, key), id);
    }

    /** As a processor that was frozen would publish them. */
    private static Map<String, byte[]> olderSnapshots(RunningProcessor processor) {
        Map<String, byte[]> older = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : processor.records(Topic.TASK_STATE)) {
            String text = new String(record.value(), UTF_8);
            older.put(
                    new String(record.key(), UTF_8),
                    text.replace("\"version\":4", "\"version\":3").getBytes(UTF_8));
        }
        return older;
    }

    private static void live(RunningProcessor processor, int number) {
        TaskId task = new TaskId("tsk_" + number);
        AgentId agent = new AgentId("agt_" + number % OF_EACH_KIND);
        CommandId command = new CommandId("cmd_" + number);
        processor.send(
                new TaskCreated(
                        new EventId("evt_" + number + "_created"),
                        command,
                        new Brief(task, agent, "Task " + number),
                        Stage.TODO,
                        null));
        for (ReportType type : List.of(ReportType.ACK, ReportType.RUNNING, ReportType.DONE)) {
            processor.send(
                    new AgentReport(
                            new EventId("evt_" + number + "_" + type.wireName()),
                            task,
                            agent,
                            command,
                            type,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            AgentReport.Words.NONE));
        }
    }

    private static void beat(RunningProcessor processor, int number) {
        beat(processor, number, "evt_beat_" + number);
    }

    private static void beat(RunningProcessor processor, int number, String eventId) {
        processor.send(Beats.beat(new EventId(eventId), new AgentId("agt_" + number)));
    }

    private JsonNode reconcile(RunningProcessor processor, HttpClient http) throws Exception {
        HttpResponse<String> answer =
                http.send(request(processor), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json.readTree(answer.body());
    }

    private static HttpRequest request(RunningProcessor processor) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/api/internal/reconcile-agents"
                                        .formatted(processor.port())))
                .header("x-mc-token", RunningProcessor.TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }

    private static List<Discrepancy> audit(RunningProcessor processor) {
        List<Discrepancy> findings = new ArrayList<>();
        new DriftScan(
                        processor.address(),
                        KafkaClients.at(Testbed.shared().bootstrapServers()),
                        Limits.parse("PT3M PT2M PT15M 3 PT5S PT5M"))
                .run(DriftScan.Scope.EVERYTHING, findings::add, Progress.NONE);
        return findings;
    }
}
