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
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL loses what it had committed under a living processor, as it does where a backup is
 * restored in place or a replica is promoted that had not received it all.
 */
class DatabaseWentBackIT {

    private static final AgentId WORKER = new AgentId("worker");
    private static final String LEDGER = "select count(*) from agent_events";
    private static final String WENT_BACK =
            "select count(*) || ' ' || count(resolved_at) from incidents where kind = 'database_went_back'";

    /** All tables, as they are and as they were. */
    private static final String BACK_UP =
            """
            create schema backup;
            do $$ declare t text; begin
                for t in select tablename from pg_tables where schemaname = 'public'
                    and tablename not like 'databasechangelog%' loop
                    execute format('create table backup.%I as table public.%I', t, t);
                end loop;
            end $$;
            """;

    private static final String RESTORE =
            """
            do $$ declare t text; begin
                for t in select tablename from pg_tables where schemaname = 'backup' loop
                    execute format('alter table public.%I disable trigger user', t);
                    execute format('delete from public.%I', t);
                    execute format('insert into public.%I overriding system value table backup.%I', t, t);
                    execute format('alter table public.%I enable trigger user', t);
                end loop;
            end $$;
            """;

    @Test
    void whereNothingNewComesAllIsAppliedAgainAndNothingIsToldAgain() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            work(processor, 0, 12);
            execute(processor, BACK_UP);
            work(processor, 12, 40);
            String before = processor.text(LEDGER);
            int told = processor.records(Topic.TASK_OUTCOMES).size();

            execute(processor, RESTORE);

            processor.awaitText(before, LEDGER);
            processor.awaitText("1 1", WENT_BACK);
            assertThat(tasksDone(processor)).isEqualTo("40");
            assertSound(processor);
            assertThat(taskOutcomes(processor)).hasSize(160).doesNotHaveDuplicates();
            assertThat(processor.records(Topic.TASK_OUTCOMES))
                    .as("with the agents'")
                    .hasSizeBetween(told, told + 1);
        }
    }

    /** The partitions of the others are idle, and their commits lie behind what is lost. */
    @Test
    void whereOnePartitionGoesOnAtOnceNothingIsLostInTheOthers() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            work(processor, 0, 12);
            execute(processor, BACK_UP);
            work(processor, 12, 40);
            execute(processor, RESTORE);

            work(processor, 40, 41);

            processor.awaitText("41", "select count(*) from tasks where status = 'done'");
            processor.awaitText("1 1", WENT_BACK);
            assertSound(processor);
            assertThat(taskOutcomes(processor)).hasSize(164).doesNotHaveDuplicates();
        }
    }

    @Test
    void aProcessorThatStartsAfterwardsDoesTheSame() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            work(processor, 0, 12);
            execute(processor, BACK_UP);
            work(processor, 12, 40);
            String before = processor.text(LEDGER);
            processor.stop();
            execute(processor, RESTORE);

            processor.start();

            processor.awaitText(before, LEDGER);
            processor.awaitText("1 1", WENT_BACK);
            assertSound(processor);
            assertThat(taskOutcomes(processor)).hasSize(160).doesNotHaveDuplicates();
        }
    }

    @Test
    void whatTheLogNoLongerHoldsIsNamed() throws Exception {
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared()).start()) {
            work(processor, 0, 12);
            execute(processor, BACK_UP);
            work(processor, 12, 40);
            processor.stop();
            execute(processor, RESTORE);
            String place =
                    processor.text(
                            "select topic || '-' || partition from source_offsets"
                                    + " where topic = 'mc.task-events' order by partition limit 1");
            int partition = Integer.parseInt(place.substring(place.lastIndexOf('-') + 1));
            String next =
                    processor.text(
                            "select next_offset from source_offsets where topic = $1 and partition = $2",
                            Topic.TASK_EVENTS.topicName(),
                            partition);
            long lost = Long.parseLong(next) + 3;
            deleteBefore(new TopicPartition(Topic.TASK_EVENTS.topicName(), partition), lost);

            processor.start();

            processor.awaitText(
                    "log_gap:%s {\"found\": %d, \"expected\": %s}".formatted(place, lost, next),
                    "select cause || ' ' || (detail->subject)::text from incidents where kind = 'log_gap'");
        }
    }

    /** Done, from the first fact to the last, and published. */
    private static void work(RunningProcessor processor, int from, int to) {
        processor.together(() ->
                IntStream.range(from, to)
                        .forEach(number -> {
                            processor.send(created(number));
                            for (ReportType type :
                                    List.of(ReportType.ACK, ReportType.RUNNING, ReportType.DONE)) {
                                processor.send(report(number, type));
                            }
                        }));
        processor.awaitText(
                String.valueOf(to - from),
                "select count(*) from tasks where status = 'done'"
                        + " and split_part(task_id, '_', 2)::int between $1 and $2",
                from,
                to - 1);
        processor.await(
                "all published",
                () ->
                        snapshots(processor).stream()
                                        .filter(task -> task.version() == 4)
                                        .map(TaskSnapshot::taskId)
                                        .distinct()
                                        .count()
                                >= to);
    }

    private static void assertSound(RunningProcessor processor) {
        List<Discrepancy> findings = new ArrayList<>();
        new DriftScan(
                        processor.address(),
                        KafkaClients.at(Testbed.shared().bootstrapServers()),
                        Limits.DEFAULT)
                .run(DriftScan.Scope.EVERYTHING, findings::add, Progress.NONE);
        assertThat(findings).isEmpty();
        assertThat(processor.text("select count(*) from incidents where resolved_at is null"))
                .isEqualTo("0");
        Map<TaskId, Long> reached = new HashMap<>();
        for (TaskSnapshot task : snapshots(processor)) {
            Long former = reached.put(task.taskId(), task.version());
            assertThat(task.version())
                    .as("version of %s, published after %s", task.taskId(), former)
                    .isGreaterThanOrEqualTo(former == null ? 0 : former);
        }
    }

    private static String tasksDone(RunningProcessor processor) {
        return processor.text("select count(*) from tasks where status = 'done' and version = 4");
    }

    private static List<String> taskOutcomes(RunningProcessor processor) {
        return processor.outcomes().stream()
                .filter(TaskOutcome.class::isInstance)
                .map(Outcome::eventId)
                .map(EventId::value)
                .toList();
    }

    private static List<TaskSnapshot> snapshots(RunningProcessor processor) {
        return processor.records(Topic.TASK_STATE).stream()
                .map(ConsumerRecord::value)
                .map(value -> WireCodec.decodeTaskSnapshot(value).orThrow("snapshot"))
                .toList();
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

    private static void execute(RunningProcessor processor, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                processor.address().jdbcUrl(),
                                processor.address().user(),
                                processor.address().password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        }
    }

    private static void deleteBefore(TopicPartition partition, long offset) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Testbed.shared().bootstrapServers()))) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }
}
