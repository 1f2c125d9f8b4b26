package dev.mcsync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
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
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.PastBoard;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.jobs.CronJobs;
import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.processor.retention.PurgeReport;
import dev.mcsync.processor.retention.PurgeReport.Kind;
import dev.mcsync.processor.retention.Retention;
import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Finished tasks leave the board and come back, over the real log and tables. */
class TasksArchivedIT {

    private static final AgentId AGENT = new AgentId("agt_archive");
    private static final Duration KEPT = Duration.ofDays(20);
    private static final String STATE =
            "select status || case when left_board_at is null then '' else ' archived' end"
                    + " from tasks where task_id = $1";

    @Test
    void whatIsOverForLongEnoughLeavesTheBoardAndItsHistoryStays() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            create(processor, "open");
            finished(processor, "over");
            Instant before = Instant.now();

            assertThat(archived(processor, KEPT.minusMinutes(1))).isZero();
            assertThat(archived(processor, KEPT.plusMinutes(1))).isEqualTo(1);

            processor.awaitText("done archived", STATE, "over");
            assertThat(processor.text(STATE, "open")).isEqualTo("queued");
            processor.await("a tombstone", () -> published(processor).get("over") == null);
            assertThat(published(processor).get("open")).isNotNull();
            assertThat(processor.text("select count(*) from agent_events where task_id = 'over'"))
                    .isEqualTo("3");
            assertThat(unsound(processor)).isEmpty();
            PastBoard past = new PastBoard(processor.address(), Limits.DEFAULT);
            assertThat(past.at(before).tasks()).hasSize(2);
            assertThat(past.at(Instant.now()).tasks()).hasSize(1);
        }
    }

    @Test
    void oneRetriedFromTheArchiveIsOnTheBoardAgain() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            create(processor, "again");
            report(processor, "again", ReportType.FAILED);
            processor.awaitText("failed", STATE, "again");
            archived(processor, KEPT.plusMinutes(1));
            processor.await("a tombstone", () -> published(processor).get("again") == null);

            processor.send(
                    new TaskRetried(
                            EventId.fresh(),
                            new TaskId("again"),
                            new CommandId("cmd_again_2"),
                            null,
                            null));

            processor.awaitText("queued", STATE, "again");
            processor.await("a snapshot", () -> published(processor).get("again") != null);
            assertThat(unsound(processor)).isEmpty();
        }
    }

    @Test
    void aRowThatNobodyCanReadDoesNotKeepTheOthersOnTheBoard() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            for (int i = 0; i < 3; i++) {
                finished(processor, "task" + i);
            }
            processor.database.update(
                    "update tasks set command_id = '', updated_at = updated_at - interval '1 day'"
                            + " where task_id = 'task0'");

            // It waits its whole patience for the one.
            assertThat(archived(processor, KEPT.plusMinutes(1))).isEqualTo(2);

            processor.awaitText("done archived", STATE, "task2");
            assertThat(processor.text(STATE, "task0")).isEqualTo("done");
        }
    }

    @Test
    void aProcessorThatIsAwayEndsTheRunAndTheNextOneGoesOn() {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            finished(processor, "over");

            PurgeReport report =
                    retention(processor, KEPT.plusMinutes(1), List.of()).run().orElseThrow();

            assertThat(report.complete()).isFalse();
            assertThat(report.of(Kind.TASKS)).isZero();
            assertThat(archived(processor, KEPT.plusMinutes(1))).isEqualTo(1);
        }
    }

    private static long archived(RunningProcessor processor, Duration ahead) {
        PurgeReport report = retention(processor, ahead, List.of(processor)).run().orElseThrow();
        assertThat(report.complete()).isTrue();
        return report.of(Kind.TASKS);
    }

    /**
     * @param hearing the processors that hear what is said; none when it is lost
     */
    private static Retention retention(
            RunningProcessor processor, Duration ahead, List<RunningProcessor> hearing) {
        new CronJobs(processor.database).register(Retention.JOB, "-");
        return new Retention(
                processor.database,
                new CronJobs(processor.database),
                said -> hearing.forEach(each -> say(each, said)),
                Limits.DEFAULT,
                GivenSettings.of(
                                ProcessorSettings.class,
                                "mc.retention.finished-tasks=20d",
                                "mc.retention.signs-of-life=365d",
                                "mc.retention.unseen-agents=365d")
                        .retention(),
                InstantSource.fixed(Instant.now().plus(ahead)));
    }

    private static void say(RunningProcessor processor, List<Outgoing> said) {
        said.forEach(record ->
                processor.send(
                        WireCodec.decodeTaskFact(requireNonNull(record.value())).orThrow("fact")));
    }

    private static Map<String, byte @Nullable []> published(RunningProcessor processor) {
        Map<String, byte @Nullable []> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : processor.records(Topic.TASK_STATE)) {
            last.put(new String(record.key(), UTF_8), record.value());
        }
        return last;
    }

    private static List<Discrepancy> unsound(RunningProcessor processor) {
        List<Discrepancy> findings = new ArrayList<>();
        new DriftScan(
                        processor.address(),
                        KafkaClients.at(Testbed.shared().bootstrapServers()),
                        Limits.DEFAULT)
                .run(DriftScan.Scope.EVERYTHING, findings::add, Progress.NONE);
        return findings;
    }

    private static void finished(RunningProcessor processor, String task) {
        create(processor, task);
        report(processor, task, ReportType.DONE);
        processor.awaitText("done", STATE, task);
    }

    private static void create(RunningProcessor processor, String task) {
        processor.send(
                new TaskCreated(
                        EventId.fresh(),
                        new CommandId("cmd_" + task),
                        new Brief(new TaskId(task), AGENT, "A task"),
                        Stage.TODO,
                        null));
    }

    private static void report(RunningProcessor processor, String task, ReportType type) {
        processor.send(
                new AgentReport(
                        EventId.fresh(),
                        new TaskId(task),
                        AGENT,
                        new CommandId("cmd_" + task),
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
