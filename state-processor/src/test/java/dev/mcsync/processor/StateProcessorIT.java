package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.testbed.SeenClients;
import dev.mcsync.infra.testbed.Testbed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class StateProcessorIT {

    private static final TaskId TASK = new TaskId("tsk_it");
    private static final AgentId AGENT = new AgentId("agt_it");
    private static final CommandId COMMAND = new CommandId("cmd_it");
    private static final String STATUS =
            "select status || '/' || stage from tasks where task_id = $1";

    /** Of the intakes, of the product's own facts, of the gateways' marks and of the reconcile. */
    @Test
    void whatTheOperatorSetsReachesEveryClientOfKafka() {
        try (RunningProcessor processor =
                RunningProcessor.on(
                                Testbed.shared(),
                                SeenClients.ARGUMENT,
                                "--mc.offline-after=500ms",
                                "--mc.reconcile.cron=* * * * * *")
                        .start()) {
            processor.send(Beats.beat(new EventId("evt_seen"), AGENT));
            for (String client :
                    List.of(
                            "state-processor.mc.task-events-",
                            "state-processor.mc.agent-heartbeats-",
                            "state-processor.facts-",
                            "state-processor.hearing",
                            "mc-sync-audit")) {
                processor.await(
                        "a client " + client,
                        () -> SeenClients.ids().stream().anyMatch(id -> id.startsWith(client)));
            }
        }
    }

    @Test
    void aTaskGoesItsWayAndEveryStepIsToldOnceInOrder() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(created());
            processor.await("the first outcome", () -> taskOutcomes(processor).size() == 1);
            processor.send(report("1", ReportType.ACK));
            processor.send(report("2", ReportType.RUNNING));
            processor.send(report("2", ReportType.RUNNING));
            processor.send(report("3", ReportType.DONE));
            processor.send(report("4", ReportType.ACK));

            processor.awaitText(
                    "5", "select count(*) from processed_events where event_id <> $1", "x");
            processor.await("five outcomes", () -> taskOutcomes(processor).size() == 5);

            assertThat(processor.text(STATUS, TASK.value())).isEqualTo("done/done");
            assertThat(taskOutcomes(processor))
                    .extracting(outcome ->
                            outcome.type().wireName() + " " + outcome.effect().wireName())
                    .containsExactly(
                            "created applied",
                            "ack applied",
                            "running applied",
                            "done applied",
                            "ack late");
            assertThat(
                            processor.text(
                                    "select count(*) from agent_events where task_id = $1",
                                    TASK.value()))
                    .isEqualTo("5");
            assertThat(
                            processor.text(
                                    "select presence from agents_status where agent_id = $1",
                                    AGENT.value()))
                    .isEqualTo("online");
            assertThat(last(processor.records(Topic.TASK_STATE)))
                    .contains("\"version\":4")
                    .contains("\"status\":\"done\"");
            assertThat(processor.records(Topic.AGENT_COMMANDS)).hasSize(1);
        }
    }

    @Test
    void whatWasCommittedButNotPublishedIsPublishedAfterARestart() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(created());
            processor.await("the outcome", () -> !taskOutcomes(processor).isEmpty());
            String before = last(processor.records(Topic.TASK_OUTCOMES));
            processor.stop();

            // As after a crash between the two transactions: the database knows the event, and the
            // log is read again from before it.
            processor.forgetCommits(Topic.TASK_EVENTS);
            processor.start();

            processor.await("the outcome again", () -> taskOutcomes(processor).size() == 2);
            assertThat(last(processor.records(Topic.TASK_OUTCOMES))).isEqualTo(before);
            assertThat(processor.text("select version from tasks where task_id = $1", TASK.value()))
                    .isEqualTo("1");
            assertThat(
                            processor.text(
                                    "select count(*) from agent_events where task_id = $1",
                                    TASK.value()))
                    .isEqualTo("1");
        }
    }

    @Test
    void aProcessorStartsWithoutTheLogAndTakesUpItsWorkWhenTheLogIsThere() throws Exception {
        int brokerPort = Testbed.shared().broker().port();
        try (TcpProxy way = TcpProxy.before(brokerPort);
                RunningProcessor processor =
                        RunningProcessor.asking("127.0.0.1:" + way.port(), Testbed.shared());
                HttpClient client = HttpClient.newHttpClient()) {
            way.mode(new ProxyMode.Refuse());
            processor.start();
            processor.send(created());

            HttpRequest readiness = health(processor, "readiness");
            HttpResponse<String> waiting =
                    client.send(readiness, HttpResponse.BodyHandlers.ofString());
            assertThat(waiting.statusCode()).isEqualTo(503);
            assertThat(waiting.body()).contains("waiting for the log to answer");
            assertThat(
                            client.send(
                                            health(processor, "liveness"),
                                            HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);

            way.mode(new ProxyMode.Pass());
            processor.awaitText("queued/todo", STATUS, TASK.value());
            assertThat(client.send(readiness, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpRequest health(RunningProcessor processor, String group) {
        return HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/actuator/health/%s"
                                        .formatted(processor.port(), group)))
                .build();
    }

    @Test
    void whatCannotBeReadGoesToTheRejectedEventsAndStopsNothing() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            byte[] garbage = {(byte) 0xff, 0, 1, 2};
            processor.send(Topic.TASK_EVENTS, TASK.value(), garbage, partitionOf(TASK.value()));
            processor.send(Topic.TASK_EVENTS, null, "{}".getBytes(StandardCharsets.UTF_8), 0);
            processor.send(Topic.TASK_EVENTS, "tsk_other", WireCodec.encode(created()), null);
            processor.send(created());
            processor.send(report("1", ReportType.DONE));

            processor.awaitText("done/done", STATUS, TASK.value());
            processor.await(
                    "three rejections", () -> processor.records(Topic.REJECTED_EVENTS).size() == 3);
            List<ConsumerRecord<byte[], byte[]>> rejected =
                    processor.records(Topic.REJECTED_EVENTS);
            assertThat(rejected)
                    .extracting(record -> header(record, Headers.REJECTED_REASON))
                    .containsExactlyInAnyOrder("invalid", "missing_key", "key_mismatch");
            assertThat(rejected)
                    .anySatisfy(record -> assertThat(record.value()).isEqualTo(garbage));
        }
    }

    @Test
    void theSameIdWithAnotherContentIsAConflictAndAnIncident() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(created());
            processor.send(report("1", ReportType.RUNNING));
            processor.send(report("1", ReportType.FAILED));
            processor.send(report("2", ReportType.PROGRESS));

            processor.awaitText(
                    "1",
                    "select count(*) from incidents where kind = $1 and resolved_at is null",
                    "event_conflict");
            processor.awaitText("running/doing", STATUS, TASK.value());
            processor.await(
                    "the rejection", () -> processor.records(Topic.REJECTED_EVENTS).size() == 1);
        }
    }

    @Test
    void aRecordOnTheWrongPartitionIsForwardedToTheRightOne() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            int wrong = (partitionOf(TASK.value()) + 1) % Testbed.PARTITIONS;
            processor.send(Topic.TASK_EVENTS, TASK.value(), WireCodec.encode(created()), wrong);

            processor.awaitText("queued/todo", STATUS, TASK.value());
            assertThat(processor.records(Topic.REJECTED_EVENTS)).isEmpty();
        }
    }

    @Test
    void contentThatTheDatabaseRefusesIsPassedOverAlone() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(created());
            processor.awaitText("queued/todo", STATUS, TASK.value());
            processor.database.update(
                    "alter table tasks add constraint no_clash check (title <> 'Clash')");
            processor.send(clash("evt_clash", new CommandId("cmd_clash")));
            processor.send(report("1", ReportType.DONE));

            processor.awaitText("done/done", STATUS, TASK.value());
            processor.await(
                    "the rejection", () -> processor.records(Topic.REJECTED_EVENTS).size() == 1);
            assertThat(
                            header(
                                    processor.records(Topic.REJECTED_EVENTS).getFirst(),
                                    Headers.REJECTED_REASON))
                    .isEqualTo("data_fault");
        }
    }

    /** Each of them was once accepted, and then came true nowhere. */
    @Test
    void aTaskUnderTheNameOfAnothersAttemptIsRefusedNowAndLater() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(created());
            processor.send(report("1", ReportType.FAILED));
            processor.send(
                    new TaskRetried(
                            new EventId("evt_retried"), TASK, new CommandId("cmd_2"), null, null));
            processor.awaitText("queued/todo", STATUS, TASK.value());
            processor.awaitText("2", "select attempt from tasks where task_id = $1", TASK.value());

            processor.send(clash("evt_current", new CommandId("cmd_2")));
            processor.send(clash("evt_earlier", COMMAND));

            processor.awaitText(
                    "2", "select count(*) from agent_events where reason = 'command_taken'");
            assertThat(processor.records(Topic.REJECTED_EVENTS)).isEmpty();
            assertThat(processor.text("select count(*) from tasks")).isEqualTo("1");
        }
    }

    /** As after the purge of its claim, or as written before there were claims. */
    @Test
    void anIdThatStandsInTheLedgerIsTakenWithoutItsClaimToo() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(created());
            processor.awaitText("queued/todo", STATUS, TASK.value());
            processor.database.update("delete from processed_events");
            processor.send(
                    new AgentReport(
                            new EventId("evt_created"),
                            TASK,
                            AGENT,
                            COMMAND,
                            ReportType.ACK,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            AgentReport.Words.NONE));

            processor.await(
                    "the rejection", () -> processor.records(Topic.REJECTED_EVENTS).size() == 1);
            assertThat(
                            header(
                                    processor.records(Topic.REJECTED_EVENTS).getFirst(),
                                    Headers.REJECTED_REASON))
                    .isEqualTo("event_id_conflict");
        }
    }

    @Test
    void aRowEditedIntoNonsenseHoldsUpNoOtherTask() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            processor.send(created());
            processor.awaitText("queued/todo", STATUS, TASK.value());
            processor.database.update(
                    "update tasks set status = 'nonsense' where task_id = $1", TASK.value());
            processor.send(report("1", ReportType.DONE));

            processor.await(
                    "the rejection", () -> processor.records(Topic.REJECTED_EVENTS).size() == 1);
            assertThat(
                            header(
                                    processor.records(Topic.REJECTED_EVENTS).getFirst(),
                                    Headers.REJECTED_REASON))
                    .isEqualTo("unreadable_row");
            processor.database.update(
                    "update tasks set status = 'queued' where task_id = $1", TASK.value());
            processor.send(report("1", ReportType.DONE));
            processor.awaitText("done/done", STATUS, TASK.value());
        }
    }

    @Test
    void aRowOfTheOldSystemIsAdoptedBeforeAFactAboutItApplies() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared())) {
            processor.database.update(
                    "insert into tasks (task_id, title, agent_id, command_id, status, stage) values ($1, 'Old', $2, $3, 'running', 'doing')",
                    TASK.value(),
                    AGENT.value(),
                    COMMAND.value());
            processor.start();
            processor.send(report("1", ReportType.DONE));

            processor.awaitText("done/done", STATUS, TASK.value());
            assertThat(processor.text("select version from tasks where task_id = $1", TASK.value()))
                    .isEqualTo("2");
            assertThat(
                            processor.text(
                                    "select string_agg(type, ',' order by id) from agent_events where task_id = $1 and outcome = 'applied'",
                                    TASK.value()))
                    .isEqualTo("adopted,done");
        }
    }

    @Test
    void silenceIsNoticedWithinASecondOfItsLimit() {
        try (RunningProcessor processor =
                RunningProcessor.on(
                                Testbed.shared(),
                                "--mc.offline-after=1500ms",
                                "--mc.ack-timeout=1s",
                                "--mc.running-timeout=1500ms",
                                "--mc.max-resends=0")
                        .start()) {
            processor.send(Beats.beat(new EventId("evt_beat"), AGENT));
            processor.send(created());
            processor.send(report("1", ReportType.RUNNING));

            processor.awaitText("timeout/blocked", STATUS, TASK.value());
            processor.awaitText(
                    "offline",
                    "select presence from agents_status where agent_id = $1",
                    AGENT.value());
            String lateMillis =
                    processor.text(
                            "select max(extract(epoch from e.received_at - (e.body->>'occurred_at')::timestamptz) * 1000)::int from agent_events e where type in ('deadline_passed', 'silence_passed')");
            assertThat(Integer.parseInt(lateMillis)).isBetween(0, 1000);
            processor.await(
                    "the offline outcome",
                    () ->
                            processor.outcomes().stream()
                                    .anyMatch(outcome ->
                                            outcome instanceof AgentOutcome agent
                                                    && agent.type().equals("agent_offline")));
        }
    }

    @Test
    void reconcileAnswersOnlyToThoseWhoMayAskAndFindsNothingOnAHealthySystem() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
                HttpClient http = HttpClient.newHttpClient()) {
            processor.send(created());
            processor.send(report("1", ReportType.RUNNING));
            processor.awaitText(
                    "online",
                    "select presence from agents_status where agent_id = $1",
                    AGENT.value());
            URI uri =
                    URI.create(
                            "http://127.0.0.1:"
                                    + processor.port()
                                    + "/api/internal/reconcile-agents");
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody());

            HttpResponse<String> denied =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> answered =
                    http.send(
                            request.header("x-mc-token", RunningProcessor.TOKEN).build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(denied.statusCode()).isEqualTo(401);
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.body())
                    .startsWith(
                            "{\"ok\":true,\"checked_agents\":1,\"checked_tasks\":1,\"offline_marked\":0,"
                                    + "\"timed_out_tasks\":0,\"resent_tasks\":0,\"adopted_tasks\":0,"
                                    + "\"drift_found\":0,\"drift_fixed\":0,");
        }
    }

    private static List<TaskOutcome> taskOutcomes(RunningProcessor processor) {
        return processor.outcomes().stream()
                .filter(TaskOutcome.class::isInstance)
                .map(TaskOutcome.class::cast)
                .toList();
    }

    private static TaskFact created() {
        return new TaskCreated(
                new EventId("evt_created"),
                COMMAND,
                new Brief(TASK, AGENT, "A task"),
                Stage.TODO,
                null);
    }

    private static TaskFact clash(String eventId, CommandId command) {
        return new TaskCreated(
                new EventId(eventId),
                command,
                new Brief(new TaskId("tsk_clash"), AGENT, "Clash"),
                Stage.TODO,
                null);
    }

    private static TaskFact report(String id, ReportType type) {
        return new AgentReport(
                new EventId("evt_" + id),
                TASK,
                AGENT,
                COMMAND,
                type,
                null,
                null,
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }

    private static int partitionOf(String key) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8)))
                % Testbed.PARTITIONS;
    }

    private static String last(List<ConsumerRecord<byte[], byte[]>> records) {
        return new String(records.getLast().value(), StandardCharsets.UTF_8);
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
