package dev.mcsync.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresLedgerIT {

    private static final String TOPIC = Topic.TASK_EVENTS.topicName();

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

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
    void aBatchIsWrittenWhereTheLedgerIsAndNowhereElse() {
        advance(0, 10, null);
        assertThatThrownBy(() -> advance(0, 5, null)).isInstanceOf(OtherPlaceException.class);
        assertThatThrownBy(() -> advance(7, 12, null)).isInstanceOf(OtherPlaceException.class);
        assertThatThrownBy(() -> advance(11, 12, null)).isInstanceOf(OtherPlaceException.class);
        assertThat(ledger.places(TOPIC)).isEqualTo(Map.of(0, new LedgerPlace(10, null)));

        advance(10, 12, new Stretch(4, 20));
        assertThat(ledger.places(TOPIC))
                .isEqualTo(Map.of(0, new LedgerPlace(12, new Stretch(4, 20))));
        advance(12, 21, null);
        assertThat(ledger.places(TOPIC)).isEqualTo(Map.of(0, new LedgerPlace(21, null)));
    }

    @Test
    void oneOfSeveralPartitionsThatIsElsewhereLeavesAllWhereTheyAre() {
        advance(0, 10, null);

        assertThatThrownBy(() ->
                        ledger.transact(
                                keys(Set.of(), Set.of()),
                                _ ->
                                        new Consumed(
                                                List.of(
                                                        new Advance(TOPIC, 0, 10, 11, null),
                                                        new Advance(TOPIC, 1, 3, 4, null)))))
                .isInstanceOf(OtherPlaceException.class);
        assertThat(ledger.places(TOPIC)).isEqualTo(Map.of(0, new LedgerPlace(10, null)));
    }

    /** Whoever has another's batch in front of him waits for it, and then is too late. */
    @Test
    void oneOfTwoWhoWriteFromTheSamePlaceIsTooLate() throws Exception {
        advance(0, 10, null);
        try (Connection other = PostgresConnection.open(database, "other");
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("update source_offsets set next_offset = 12");
            CompletableFuture<Void> late = CompletableFuture.runAsync(() -> advance(10, 11, null));
            awaitALockedStatement();
            other.commit();

            assertThat(late)
                    .failsWithin(TEN_SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(OtherPlaceException.class);
        }
        assertThat(ledger.places(TOPIC)).isEqualTo(Map.of(0, new LedgerPlace(12, null)));
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

    private void advance(long from, long to, @Nullable Stretch replayed) {
        ledger.transact(
                keys(Set.of(), Set.of()),
                _ -> new Consumed(List.of(new Advance(TOPIC, 0, from, to, replayed))));
    }

    private record Consumed(List<Advance> steps) implements Ledger.HasChanges {
        @Override
        public Changes changes() {
            return changed(steps);
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

    private static Changes changed(List<Advance> consumed) {
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
