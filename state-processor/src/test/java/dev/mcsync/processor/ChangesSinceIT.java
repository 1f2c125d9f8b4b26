package dev.mcsync.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.audit.Checkpoint;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.Logbook;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.audit.TaskMark;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A look that goes on from where the last one ended. */
class ChangesSinceIT {

    private static final int TASKS = 12;
    private static final Limits LIMITS = Limits.parse("PT3M PT2M PT15M 3 PT5S PT5M");

    /** Out of the way of what is planted. */
    private static RunningProcessor processorWithTasks() {
        RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start();
        processor.together(() ->
                IntStream.range(0, TASKS)
                        .forEach(number -> Life.of(number).forEach(processor::send)));
        processor.await(
                "all of them done, and published as such",
                () ->
                        processor.records(Topic.TASK_STATE).stream()
                                        .filter(ChangesSinceIT::isEnd)
                                        .map(ChangesSinceIT::key)
                                        .distinct()
                                        .count()
                                == TASKS);
        return processor;
    }

    @Test
    void whatHasNotChangedIsNotLookedAtAgain() {
        try (RunningProcessor processor = processorWithTasks()) {
            assertThat(look(processor).tasks()).isEqualTo(TASKS);
            assertThat(look(processor).tasks()).isZero();

            processor.together(() -> Life.of(TASKS).forEach(processor::send));
            processor.awaitText("13", "select count(*) from tasks where status = 'done'");

            Looked looked = look(processor);
            assertThat(looked.findings()).isEmpty();
            assertThat(looked.tasks()).isEqualTo(1);
            assertThat(look(processor).tasks()).isZero();
        }
    }

    @Test
    void whateverIsDoneToATaskSinceIsFound() {
        try (RunningProcessor processor = processorWithTasks()) {
            assertThat(look(processor).findings()).isEmpty();

            processor.database.update("update tasks set title = 'Other' where task_id = 'tsk_0'");
            processor.database.update("delete from tasks where task_id = 'tsk_1'");
            processor.database.update(
                    "update tasks set status = 'nonsense' where task_id = 'tsk_2'");
            processor.database.update("update tasks set version = 0 where task_id = 'tsk_3'");
            processor.database.update(
                    "insert into tasks (task_id, version, title, agent_id, command_id, attempt, status, stage,"
                            + " deliveries, created_at, updated_at, stage_since, status_since, last_event_id)"
                            + " values ('tsk_orphan', 3, 'Of nobody', 'agt_0', 'cmd_orphan', 1, 'done',"
                            + " 'done', 1, now(), now(), now(), now(), 'evt_orphan')");
            processor.send(Topic.TASK_STATE, "tsk_4", null, null);
            publishOther(processor, "tsk_5", "\"version\":4", "\"version\":3");
            publishOther(processor, "tsk_6", "\"Task 6\"", "\"Task six\"");
            publishOther(processor, "tsk_7", "tsk_7", "tsk_unheard_of");

            Looked looked = look(processor);

            assertThat(looked.told())
                    .containsExactlyInAnyOrder(
                            "row_edited tsk_0",
                            "row_missing tsk_1",
                            "row_unreadable tsk_2",
                            "row_missing tsk_3",
                            "row_orphan tsk_orphan",
                            "snapshot_missing tsk_4",
                            "snapshot_stale tsk_5",
                            "snapshot_differs tsk_6",
                            "snapshot_orphan tsk_unheard_of");
        }
    }

    /** As after a processor that died for good between database and log. */
    @Test
    void whatHasChangedAndWasNotPublishedSinceIsComparedWithTheWholeTopic() {
        try (RunningProcessor processor = processorWithTasks()) {
            publishOther(processor, "tsk_5", "\"version\":4", "\"version\":3");
            assertThat(look(processor).told()).containsExactly("snapshot_stale tsk_5");

            processor.database.update("update reconcile_marks set through_id = 0");
            Looked looked = look(processor);

            assertThat(looked.told()).containsExactly("snapshot_stale tsk_5");
        }
    }

    @Test
    void whatAnIncidentTellsOfIsLookedAtUntilItEnds() {
        try (RunningProcessor processor = processorWithTasks()) {
            processor.database.update("update tasks set title = 'Other' where task_id = 'tsk_0'");
            publishOther(processor, "tsk_7", "tsk_7", "tsk_unheard_of");
            assertThat(look(processor).findings()).hasSize(2);
            assertThat(look(processor).findings()).isEmpty();

            for (String task : List.of("tsk_0", "tsk_unheard_of")) {
                processor.database.update(
                        "insert into incidents (cause, kind, subject, task_id, opened_at)"
                                + " values ('drift:' || $1, 'drift', $1, $1, now())",
                        task);
            }
            assertThat(look(processor).told())
                    .containsExactlyInAnyOrder(
                            "row_edited tsk_0", "snapshot_orphan tsk_unheard_of");

            processor.database.update("update incidents set resolved_at = now()");
            assertThat(look(processor).tasks()).isZero();
        }
    }

    @Test
    void aMarkOfAnotherDatabaseOrLogIsOfNoUse() {
        try (RunningProcessor processor = processorWithTasks()) {
            for (String other :
                    List.of(
                            "through_id = through_id + 1000",
                            "row_xid = row_xid + 1000000",
                            "row_xid = row_xid - 4294967296",
                            "published = array_append(published, 0)",
                            "published[1] = published[1] + 1000")) {
                look(processor);
                processor.database.update("update reconcile_marks set " + other);

                assertThat(look(processor).tasks()).as(other).isEqualTo(TASKS);
            }
            processor.database.update("truncate tasks");
            assertThat(look(processor).told()).hasSize(TASKS);
        }
    }

    private record Looked(List<Discrepancy> findings, long tasks) {
        List<String> told() {
            return findings.stream()
                    .map(finding -> finding.kind().wireName() + " " + finding.subject().id())
                    .toList();
        }
    }

    /** Nothing is under way here for longer than a statement. */
    private static Looked look(RunningProcessor processor) {
        List<Discrepancy> findings = new ArrayList<>();
        DriftScan.Counts counts =
                new DriftScan(
                                processor.address(),
                                KafkaClients.at(Testbed.shared().bootstrapServers()),
                                LIMITS,
                                Duration.ZERO)
                        .run(
                                DriftScan.Scope.SINCE_THE_LAST_LOOK,
                                findings::add,
                                Progress.NONE,
                                logbook(processor));
        return new Looked(findings, counts.tasks());
    }

    private static Logbook logbook(RunningProcessor processor) {
        return new Logbook() {
            @Override
            public void allAgents(Checkpoint checkpoint) {}

            @Override
            public void allTasks(TaskMark mark) {
                processor.database.update("delete from tasks_taken_away");
                processor.database.update("delete from reconcile_marks");
                processor.database.update(
                        "insert into reconcile_marks values ('task', $1, $2, $3, $4::timestamptz)",
                        mark.throughId(),
                        mark.rowXid(),
                        mark.published().toArray(Long[]::new),
                        mark.lookedAt().toString());
            }
        };
    }

    /** What was published last of the task, with one thing changed. */
    private static void publishOther(
            RunningProcessor processor, String taskId, String part, String other) {
        String value =
                processor.records(Topic.TASK_STATE).stream()
                        .filter(record -> key(record).equals(taskId))
                        .filter(ChangesSinceIT::isEnd)
                        .map(ChangesSinceIT::text)
                        .findFirst()
                        .orElseThrow();
        processor.send(
                Topic.TASK_STATE,
                other.startsWith("tsk_") ? other : taskId,
                value.replace(part, other).getBytes(StandardCharsets.UTF_8),
                null);
    }

    private static boolean isEnd(ConsumerRecord<byte[], byte[]> record) {
        return text(record).contains("\"version\":" + Life.FACTS);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8);
    }
}
