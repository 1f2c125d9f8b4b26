package dev.mcsync.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.BootId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.FieldDifference;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import io.r2dbc.spi.Row;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the migration makes of an old ledger is what its fold comes to: after any mixture of facts,
 * with rows of the old system, and rows that somebody edited and that were repaired.
 */
class TaskMomentsIT {

    private static final int TASKS = 60;
    private static final int ROUNDS = 24;
    private static final AgentId AGENT = new AgentId("worker");

    private static final List<String> EDITS =
            List.of(
                    "status = 'running', stage = 'doing'",
                    "status = 'queued', stage = 'todo'",
                    "status = 'timeout', stage = 'blocked'",
                    "version = version + 50",
                    "started_at = now()",
                    "title = 'Another title'");

    /** What an attempt may go through, as the ledger tells it; the mixture must hold all of it. */
    private static final String WAYS =
            """
            select string_agg(distinct way, ' ' order by way) from (
                select case
                    when type in ('adopted', 'repaired', 'retried', 'cancelled', 'restarted') then type
                    when from_status = 'timeout' and to_status = 'running' then 'revived'
                    when from_status = 'timeout' and to_status in ('done', 'failed') then 'ended_late'
                    when cardinality(implied) > 0 then 'implied'
                    when type = 'deadline_passed' and to_status = 'queued' and attempt > 1
                        then 'tried_again'
                    when type = 'deadline_passed' then to_status end as way
                from agent_events where version is not null) e
            """;

    /**
     * Others may be tried with {@code -Dmc.seed}: what is edited by hand can be told in two ways.
     */
    private final long seed = Long.getLong("mc.seed", 44_560_552_040_395L);

    private final Random random = new Random(seed);
    private int events;

    private record Standing(TaskId id, CommandId command, long version) {

        static Standing of(Row row) {
            return new Standing(
                    new TaskId(text(row, "task_id")),
                    new CommandId(text(row, "command_id")),
                    Long.parseLong(text(row, "version")));
        }

        private static String text(Row row, String column) {
            return Objects.requireNonNull(row.get(column, String.class));
        }
    }

    @Test
    void theMigrationGivesOldRowsWhatTheirLedgersComeTo() throws Exception {
        System.out.printf("TaskMomentsIT runs with -Dmc.seed=%d%n", seed);
        try (RunningProcessor processor = RunningProcessor.on(Testbed.shared());
                HttpClient http = HttpClient.newHttpClient()) {
            insertRowsOfTheOldSystem(processor);
            processor.start();
            processor.awaitText("0", "select count(*) from tasks where version = 0");
            send(processor, IntStream.range(0, TASKS).mapToObj(this::created).toList());
            for (int round = 1; round <= ROUNDS; round++) {
                send(processor, anything(processor));
                if (round % 3 == 0) {
                    editSome(processor);
                }
                if (round % 8 == 0) {
                    reconcile(processor, http);
                }
            }
            processor.stop();
            assertThat(processor.text(WAYS))
                    .isEqualTo(
                            "adopted cancelled ended_late implied queued repaired restarted"
                                    + " retried revived timeout tried_again");
            assertThat(look(processor)).isEmpty();
            long withMoments =
                    Long.parseLong(
                            processor.text(
                                    "select count(coalesce(acked_at, started_at, finished_at)) from tasks"));

            String none = "update tasks set acked_at = null, started_at = null, finished_at = null";
            processor.database.update(none);
            assertThat(look(processor)).hasSize((int) withMoments);

            execute(processor, backfill());
            assertThat(look(processor)).isEmpty();

            String finished =
                    processor.text(
                            "select task_id from tasks where finished_at is not null order by 1 limit 1");
            processor.database.update(
                    "update tasks set finished_at = finished_at + interval '1 microsecond' where task_id = $1",
                    finished);
            assertThat(look(processor))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.subject().id()).isEqualTo(finished);
                        assertThat(found.differences())
                                .extracting(FieldDifference::field)
                                .containsExactly("finished_at");
                    });
        }
    }

    private static void insertRowsOfTheOldSystem(RunningProcessor processor) {
        for (TaskStatus status : TaskStatus.values()) {
            for (int i = 0; i < 3; i++) {
                String name = status.wireName() + "_" + i;
                processor.database.update(
                        "insert into tasks (task_id, title, agent_id, command_id, status, stage)"
                                + " values ($1, 'Old', $2, $3, $4, 'todo')",
                        "tsk_" + name,
                        AGENT.value(),
                        "cmd_" + name,
                        status.wireName());
            }
        }
    }

    private TaskFact created(int number) {
        TaskLimits limits = new TaskLimits(null, null, 1 + random.nextInt(3));
        return new TaskCreated(
                nextId(),
                new CommandId("cmd_" + number),
                new Brief(new TaskId("tsk_" + number), AGENT, "Task", null, limits),
                random.nextInt(5) == 0 ? Stage.BACKLOG : Stage.TODO,
                null);
    }

    private List<TaskFact> anything(RunningProcessor processor) {
        return processor
                .database
                .query(
                        "select task_id, command_id, version::text as version from tasks order by task_id",
                        Standing::of)
                .stream()
                .filter(_ -> random.nextInt(3) > 0)
                .map(this::anythingAbout)
                .toList();
    }

    private TaskFact anythingAbout(Standing task) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 ->
                    DeadlinePassed.of(
                            task.id(), task.command(), task.version(), false, Instant.now());
            case 3 ->
                    new TaskRetried(
                            nextId(), task.id(), new CommandId("cmd_again_" + events), null, null);
            case 4 ->
                    new TaskMoved(
                            nextId(), task.id(), Stage.values()[random.nextInt(5)], null, null);
            case 5 ->
                    random.nextBoolean()
                            ? new TaskCancelled(nextId(), task.id(), null, null)
                            : AgentRestarted.of(
                                    task.id(),
                                    task.command(),
                                    AGENT,
                                    new BootId("boot_" + ++events),
                                    Instant.now());
            default -> report(task, ReportType.values()[random.nextInt(5)]);
        };
    }

    private TaskFact report(Standing task, ReportType type) {
        return new AgentReport(
                nextId(),
                task.id(),
                AGENT,
                task.command(),
                type,
                null,
                null,
                null,
                null,
                null,
                null,
                AgentReport.Words.NONE);
    }

    private EventId nextId() {
        return new EventId("evt_" + ++events);
    }

    private static void send(RunningProcessor processor, List<TaskFact> facts) {
        processor.together(() -> facts.forEach(processor::send));
        String[] ids =
                facts.stream()
                        .map(fact -> fact.eventId().value())
                        .distinct()
                        .toArray(String[]::new);
        processor.awaitText(
                Integer.toString(ids.length),
                "select count(*) from agent_events where event_id = any($1)",
                (Object) ids);
    }

    private void editSome(RunningProcessor processor) {
        for (String edit : EDITS) {
            processor.database.update(
                    "update tasks set " + edit + " where task_id = $1",
                    "tsk_" + random.nextInt(TASKS));
        }
    }

    private static void reconcile(RunningProcessor processor, HttpClient http) throws Exception {
        URI address =
                URI.create(
                        "http://127.0.0.1:%d/api/internal/reconcile-agents"
                                .formatted(processor.port()));
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(address)
                                .header("x-mc-token", RunningProcessor.TOKEN)
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** But for histories: what was decided against an edited row cannot be decided again. */
    private static List<Discrepancy> look(RunningProcessor processor) {
        List<Discrepancy> findings = new ArrayList<>();
        new DriftScan(
                        processor.address(),
                        KafkaClients.at(Testbed.shared().bootstrapServers()),
                        Limits.DEFAULT)
                .run(DriftScan.Scope.EVERYTHING, findings::add, Progress.NONE);
        findings.removeIf(found -> found.kind() == Discrepancy.Kind.HISTORY_DIVERGED);
        return findings;
    }

    /** As the changelog has it. */
    private static String backfill() throws IOException {
        String file = "/dev/mcsync/db/changelog/092-task-moments.sql";
        try (InputStream changelog =
                Objects.requireNonNull(DatabaseMigration.class.getResourceAsStream(file))) {
            String text = new String(changelog.readAllBytes(), UTF_8);
            int start = text.indexOf("--changeset mcsync:task-moments-of-the-ledger");
            return text.substring(start, text.indexOf("--changeset", start + 1));
        }
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
}
