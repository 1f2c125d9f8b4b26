package dev.mcsync.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresConnection;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.stats.StatsSums;
import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresLedgerIT {

    private static final String TOPIC = Topic.TASK_EVENTS.topicName();

    private static final EventId CREATED = new EventId("evt_created");

    private final PostgresAddress database = Testbed.shared().freshDatabase();
    private final ConnectionPool connections =
            PostgresPool.create(database, "postgres-ledger-it", 2);
    private final Ledger ledger = new PostgresLedger(new Transactions(connections));

    @BeforeEach
    void migrate() {
        DatabaseMigration.migrate(database);
    }

    @AfterEach
    void close() {
        connections.dispose();
    }

    @Test
    void aBatchThatComesLateTakesNoOffsetBack() {
        consume(9);
        consume(4);

        assertThat(ledger.nextOffsets(TOPIC)).isEqualTo(Map.of(0, 10L));
    }

    /**
     * A processor that was taken for dead commits its batch while the new owner of its partition
     * loads the same one. Whoever finds the event taken then has to find what it did, too.
     */
    @Test
    void whoFindsAnEventTakenFindsItsTask() throws Exception {
        try (Connection dead = PostgresConnection.open(database, "dead");
                Statement statement = dead.createStatement()) {
            statement.execute("insert into tasks (task_id, version) values ('tsk_0', 1)");
            dead.setAutoCommit(false);
            statement.execute("select * from tasks where task_id = 'tsk_0' for update");
            statement.execute("insert into tasks (task_id, version) values ('tsk_1', 1)");
            statement.execute(
                    "insert into processed_events (event_id, payload_hash, topic, partition,"
                            + " record_offset, subject) values ('evt_created', 'h', 'mc.task-events', 0, 0, 'tsk_1')");

            CompletableFuture<Saw> owner =
                    CompletableFuture.supplyAsync(() ->
                            ledger.transact(
                                    keys(
                                            Set.of(new TaskId("tsk_0"), new TaskId("tsk_1")),
                                            Set.of(CREATED)),
                                    Saw::of));
            awaitALockedStatement();
            dead.commit();

            Saw saw = owner.get();
            assertThat(saw.event() && !saw.task()).as("%s", saw).isFalse();
        }
    }

    private void awaitALockedStatement() throws SQLException {
        try (Connection watch = PostgresConnection.open(database, "watch");
                Statement statement = watch.createStatement()) {
            boolean waits = false;
            while (!waits) {
                try (ResultSet row =
                        statement.executeQuery(
                                "select count(*) from pg_stat_activity where datname = current_database()"
                                        + " and wait_event_type = 'Lock'")) {
                    waits = row.next() && row.getInt(1) > 0;
                }
            }
        }
    }

    private record Saw(boolean event, boolean task) implements Ledger.HasChanges {

        static Saw of(Loaded loaded) {
            return new Saw(
                    loaded.events().containsKey(CREATED),
                    loaded.tasks().containsKey(new TaskId("tsk_1")));
        }

        @Override
        public Changes changes() {
            return changed(List.of());
        }
    }

    private void consume(long offset) {
        ledger.transact(
                keys(Set.of(), Set.of()), _ -> new Consumed(new SourcePosition(TOPIC, 0, offset)));
    }

    private record Consumed(SourcePosition position) implements Ledger.HasChanges {
        @Override
        public Changes changes() {
            return changed(List.of(position));
        }
    }

    private static Keys keys(Set<TaskId> tasks, Set<EventId> events) {
        return new Keys(
                tasks,
                Keys.Agents.ofTasks(Set.of(), Set.of()),
                events,
                Set.of(),
                Set.of(),
                new Refusals.Scope(Set.of(), Set.of(), Instant.EPOCH));
    }

    private static Changes changed(List<SourcePosition> consumed) {
        return new Changes(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                consumed,
                StatsSums.NONE);
    }
}
