package dev.mcsync.db;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class DatabaseMigrationIT {

    private static final List<String> LEGACY_TABLES =
            List.of(
                    "tasks",
                    "agent_events",
                    "agents_status",
                    "health_checks",
                    "incidents",
                    "agent_stats",
                    "cron_jobs",
                    "memory_events");

    @Test
    void thisServerIsAsDurableAsTheRealOne() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();

        assertThat(TestServer.query(database, "show fsync")).containsExactly("on");
        assertThat(TestServer.query(database, "show synchronous_commit")).containsExactly("on");
    }

    @Test
    void aLegacyDatabaseEndsInTheSchemaOfAnEmptyOneAndKeepsItsOwnColumns() throws Exception {
        PostgresAddress empty = TestServer.emptyDatabase();
        PostgresAddress legacy = legacyDatabase();

        DatabaseMigration.migrate(empty);
        DatabaseMigration.migrate(legacy);

        List<String> legacySchema = Schema.of(legacy);
        assertThat(legacySchema).containsAll(Schema.of(empty));
        legacySchema.removeAll(Schema.of(empty));
        assertThat(legacySchema)
                .containsExactly(
                        "column | agent_events.created_at | timestamp with time zone",
                        "column | agents_status.last_heartbeat | timestamp with time zone",
                        "column | agents_status.status | character varying(20)",
                        "column | health_checks.created_at | timestamp without time zone",
                        "column | health_checks.name | text",
                        "column | memory_events.note | text");
    }

    @Test
    void noLegacyRowIsLostAndNoValueChanged() throws Exception {
        PostgresAddress legacy = legacyDatabase();
        Map<String, String> selects = selectsOfAllColumns(legacy);
        List<String> before = rowsOf(legacy, selects);

        DatabaseMigration.migrate(legacy);

        // A time without a zone was taken to be UTC, and now says so.
        assertThat(rowsOf(legacy, selects))
                .map(row -> row.replace("+00", ""))
                .isEqualTo(before.stream().map(row -> row.replace("+00", "")).toList())
                .hasSizeGreaterThan(LEGACY_TABLES.size());
    }

    @Test
    void legacyRowsWaitForAdoptionAsTheyStand() throws Exception {
        PostgresAddress legacy = legacyDatabase();

        DatabaseMigration.migrate(legacy);

        assertThat(TestServer.query(legacy, "select task_id, version, status, stage from tasks"))
                .containsExactlyInAnyOrder(
                        "T-1 | 0 | pending | null",
                        "T-2 | 0 | in_progress | null",
                        "T-3 | 0 | null | null");
        assertThat(
                        TestServer.query(
                                legacy,
                                "select agent_id, version, presence, status from agents_status"))
                .containsExactlyInAnyOrder("ada | 0 | null | ONLINE", "bob | 0 | null | null");
    }

    @Test
    void legacyEventsAreToldApartAndDoNotSeemApplied() throws Exception {
        PostgresAddress legacy = legacyDatabase();

        DatabaseMigration.migrate(legacy);

        assertThat(
                        TestServer.query(
                                legacy,
                                "select id, event_id, outcome, applied_at from agent_events"))
                .containsExactlyInAnyOrder(
                        "1 | legacy_1 | null | null",
                        "2 | legacy_2 | null | null",
                        "3 | legacy_3 | null | null");
    }

    @Test
    void aSecondRunChangesNothing() throws Exception {
        PostgresAddress legacy = legacyDatabase();
        assertThat(DatabaseMigration.migrate(legacy)).isPositive();
        List<String> schema = Schema.of(legacy);
        Map<String, String> selects = selectsOfAllColumns(legacy);
        List<String> rows = rowsOf(legacy, selects);
        // Rights are given every time.
        String history =
                "select * from databasechangelog where id <> 'roles' order by orderexecuted";
        List<String> changesets = TestServer.query(legacy, history);

        assertThat(DatabaseMigration.migrate(legacy)).isZero();

        assertThat(Schema.of(legacy)).isEqualTo(schema);
        assertThat(rowsOf(legacy, selects)).isEqualTo(rows);
        assertThat(TestServer.query(legacy, history)).isEqualTo(changesets);
    }

    @Test
    void aMigratedDatabaseThatLostItsHistoryIsLeftAsItIs() throws Exception {
        PostgresAddress database = legacyDatabase();
        DatabaseMigration.migrate(database);
        TestServer.execute(
                database,
                """
                update tasks set version = 3, command_id = 'cmd_1', status = 'done' where task_id = 'T-1';
                update agents_status set version = 5 where agent_id = 'ada';
                insert into agent_events (event_id, type, version) values ('evt_1', 'done', 3);
                insert into incidents (cause) values ('timeout:cmd_1');
                """);
        List<String> schema = Schema.of(database);
        Map<String, String> selects = selectsOfAllColumns(database);
        List<String> rows = rowsOf(database, selects);
        TestServer.execute(database, "drop table databasechangelog, databasechangeloglock");

        assertThat(DatabaseMigration.migrate(database)).isPositive();

        assertThat(Schema.of(database)).isEqualTo(schema);
        assertThat(rowsOf(database, selects)).isEqualTo(rows);
    }

    @Test
    void severalProcessesMayMigrateAtOnce() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        List<Future<Integer>> runs = new ArrayList<>();
        try (ExecutorService processes = Executors.newFixedThreadPool(3)) {
            for (int i = 0; i < 3; i++) {
                runs.add(processes.submit(() -> DatabaseMigration.migrate(database)));
            }
        }

        assertThat(runs.stream().map(Future::resultNow).filter(applied -> applied > 0)).hasSize(1);
    }

    @Test
    void aLockLeftByAKilledProcessStopsNobody() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        DatabaseMigration.migrate(database);
        TestServer.execute(
                database,
                """
                update databasechangeloglock set locked = true, lockgranted = now(), lockedby = 'gone';
                delete from databasechangelog where id = 'tasks-comments';
                """);

        assertThat(DatabaseMigration.migrate(database)).isEqualTo(1);
    }

    @Test
    void theJobSaysWhatItDidAndNoPassword() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        Map<String, String> environment = Map.of("POSTGRES_URL", database.urlWithPassword());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);

        assertThat(DatabaseMigration.run(new String[0], environment, print, print)).isZero();
        assertThat(DatabaseMigration.run(new String[0], environment, print, print)).isZero();

        assertThat(out.toString(UTF_8))
                .matches("(?s).* is up to date \\([1-9][0-9]* changesets applied\\)\n.*")
                .endsWith(" is up to date (0 changesets applied)\n")
                .doesNotContain(database.password());
    }

    @Test
    void everyTableSaysWhatItIsFor() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        DatabaseMigration.migrate(database);

        assertThat(
                        TestServer.query(
                                database,
                                """
                                select relname from pg_class
                                where relkind = 'r' and relnamespace = 'public'::regnamespace
                                    and obj_description(oid, 'pg_class') is null
                                """))
                .containsExactlyInAnyOrder("databasechangelog", "databasechangeloglock");
    }

    private static PostgresAddress legacyDatabase() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        TestServer.executeResource(database, "legacy-minimal.sql");
        return database;
    }

    /** By table; made before a migration, they name just the columns that were there. */
    private static Map<String, String> selectsOfAllColumns(PostgresAddress database)
            throws SQLException {
        Map<String, String> selects = new LinkedHashMap<>();
        for (String table : LEGACY_TABLES) {
            String columns =
                    TestServer.query(
                                    database,
                                    """
                                    select string_agg(column_name, ', ' order by ordinal_position)
                                    from information_schema.columns
                                    where table_schema = 'public' and table_name = '%s'
                                    """
                                            .formatted(table))
                            .getFirst();
            selects.put(table, "select %s from %s order by 1".formatted(columns, table));
        }
        return selects;
    }

    private static List<String> rowsOf(PostgresAddress database, Map<String, String> selects)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, String> select : selects.entrySet()) {
            for (String row : TestServer.query(database, select.getValue())) {
                rows.add(select.getKey() + ": " + row);
            }
        }
        return rows;
    }
}
