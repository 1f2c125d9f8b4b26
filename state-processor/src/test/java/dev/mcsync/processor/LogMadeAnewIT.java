package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
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
import dev.mcsync.processor.audit.Audit;
import dev.mcsync.processor.audit.Check;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.knownlog.KnownLog;
import dev.mcsync.processor.knownlog.LogChange;
import dev.mcsync.service.kafka.KafkaClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Kafka is made anew, empty, beside a database that has read far into the former one. */
class LogMadeAnewIT {

    private static final AgentId WORKER = new AgentId("worker");
    private static final String PLACES =
            "select string_agg(topic || partition || '@' || next_offset, ' ' order by topic, partition)"
                    + " from source_offsets";
    private static final String OPEN =
            "select count(*) || ' ' || count(resolved_at) from incidents where kind = 'log_made_anew'";

    @Test
    void itIsNamedAndNothingOfItIsApplied() throws Exception {
        try (RunningProcessor processor = workedOn()) {
            String places = processor.text(PLACES);
            String place =
                    processor.text(
                            "select topic || '-' || partition from source_offsets where topic = 'mc.task-events'"
                                    + " order by next_offset desc limit 1");
            String next =
                    processor.text(
                            "select next_offset::text from source_offsets where topic || '-' || partition = $1",
                            place);
            Testbed.shared().resetTopics();
            processor.send(created(10));

            processor.start();

            processor.awaitText("1 0", OPEN);
            assertThat(
                            processor.text(
                                    "select (detail->$1->>'expected') from incidents where kind = 'log_made_anew'",
                                    place))
                    .isEqualTo(next);
            HttpResponse<String> readiness = call(processor, "GET", "/actuator/health/readiness");
            assertThat(readiness.statusCode()).isEqualTo(503);
            assertThat(readiness.body())
                    .contains("another log than the database knows", "accept-new-log")
                    .contains(place + "\":\"applied up to " + next);
            assertThat(processor.text(PLACES)).isEqualTo(places);
            assertThat(processor.text("select count(*) from tasks")).isEqualTo("5");
        }
    }

    @Test
    void aDatabaseFromBeforeTheIdsWereNotedKnowsItByItsPlaces() throws Exception {
        try (RunningProcessor processor = workedOn()) {
            processor.text("delete from known_topics returning 1");
            Testbed.shared().resetTopics();

            processor.start();

            processor.awaitText("1 0", OPEN);
            assertThat(processor.text("select count(*) from known_topics")).isEqualTo("0");
        }
    }

    @Test
    void theSameLogIsTakenUpAgain() {
        try (RunningProcessor processor = workedOn()) {
            processor.start();
            work(processor, List.of(5));

            assertThat(processor.text(OPEN)).isEqualTo("0 0");
            assertThat(processor.text("select count(*) from known_topics")).isEqualTo("5");
        }
    }

    @Test
    void onceItIsAcceptedOldTasksAreOnItAgainAndNewFactsTakeEffectOnce() throws Exception {
        try (RunningProcessor processor = workedOn()) {
            Testbed.shared().resetTopics();
            processor.start();
            processor.awaitText("1 0", OPEN);
            // The first of them lie at places that the old ones had, and one is said once more.
            processor.send(report(0, ReportType.DONE));
            processor.together(() -> sendLife(processor, 5));

            LogChange accepted = knownLog(processor).accept("a person");

            assertThat(accepted.concernsInputs()).isTrue();
            awaitDone(processor, Set.of(5));
            processor.awaitText("1 1", OPEN);
            assertThat(
                            processor.text(
                                    "select resolved_by from incidents where kind = 'log_made_anew'"))
                    .isEqualTo("a person");
            work(processor, List.of(6, 7));
            processor.await(
                    "all tasks published",
                    () -> reconciled(processor) && published(processor).size() == 8);
            assertThat(
                            processor.text(
                                    "select count(*) from agent_events where task_id = 'tsk_5' and outcome = 'applied'"))
                    .isEqualTo("4");
            assertThat(
                            processor.text(
                                    "select count(*) from (select from agent_events group by event_id having count(*) > 1) twice"))
                    .isEqualTo("0");
            assertThat(discrepancies(processor)).isEmpty();
            assertThat(call(processor, "GET", "/actuator/health/readiness").statusCode())
                    .isEqualTo(200);
            assertThat(knownLog(processor).compare().isNone()).isTrue();
        }
    }

    /** Five tasks are done, and the processor is stopped. */
    private static RunningProcessor workedOn() {
        RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
        work(processor, List.of(0, 1, 2, 3, 4));
        processor.stop();
        return processor;
    }

    private static void work(RunningProcessor processor, Collection<Integer> numbers) {
        processor.together(() -> numbers.forEach(number -> sendLife(processor, number)));
        awaitDone(processor, numbers);
    }

    private static void awaitDone(RunningProcessor processor, Collection<Integer> numbers) {
        numbers.forEach(number ->
                processor.awaitText(
                        "done", "select status from tasks where task_id = $1", "tsk_" + number));
    }

    private static void sendLife(RunningProcessor processor, int number) {
        processor.send(created(number));
        for (ReportType type : List.of(ReportType.ACK, ReportType.RUNNING, ReportType.DONE)) {
            processor.send(report(number, type));
        }
    }

    private static Set<String> published(RunningProcessor processor) {
        return processor.records(Topic.TASK_STATE).stream()
                .map(record -> WireCodec.decodeTaskSnapshot(record.value()).orThrow("snapshot"))
                .filter(task -> task.version() >= 4)
                .map(task -> task.taskId().value())
                .collect(Collectors.toSet());
    }

    private static List<Discrepancy> discrepancies(RunningProcessor processor) {
        return new Audit(
                        processor.address(),
                        KafkaClients.at(Testbed.shared().bootstrapServers()),
                        "mc-notifier",
                        Progress.NONE)
                .everything().stream()
                        .map(Check::found)
                        .flatMap(found -> found.kept().stream())
                        .toList();
    }

    private static KnownLog knownLog(RunningProcessor processor) {
        return new KnownLog(
                processor.address(), KafkaClients.at(Testbed.shared().bootstrapServers()));
    }

    private static boolean reconciled(RunningProcessor processor) {
        try {
            return call(processor, "POST", "/api/internal/reconcile-agents").statusCode() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> call(RunningProcessor processor, String method, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + processor.port() + path))
                            .header("x-mc-token", RunningProcessor.TOKEN)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static TaskCreated created(int number) {
        return new TaskCreated(
                new EventId("evt_%d_created".formatted(number)),
                new CommandId("cmd_" + number),
                new Brief(new TaskId("tsk_" + number), WORKER, "Task " + number),
                Stage.TODO,
                null);
    }

    private static AgentReport report(int number, ReportType type) {
        return new AgentReport(
                new EventId("evt_%d_%s".formatted(number, type.wireName())),
                new TaskId("tsk_" + number),
                WORKER,
                new CommandId("cmd_" + number),
                type,
                null,
                "It is " + type.wireName(),
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }
}
