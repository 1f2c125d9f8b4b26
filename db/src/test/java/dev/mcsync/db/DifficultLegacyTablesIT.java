package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables as an earlier system may well have had them, beyond the minimal form. */
class DifficultLegacyTablesIT {

    private static final String OUR_INSERTS =
            """
            insert into tasks (task_id, version, title, status, stage) values ('tsk_1', 1, 'New', 'queued', 'todo');
            insert into agents_status (agent_id, version, presence) values ('grace', 1, 'online');
            insert into agent_events (event_id, type, outcome) values ('evt_1', 'heartbeat', 'applied');
            insert into incidents (cause, kind) values ('timeout:cmd_1', 'timeout');
            insert into health_checks (kind, ok) values ('drift', true);
            insert into cron_jobs (job, running) values ('reconcile', true);
            insert into agent_stats (agent_id, tasks_done) values ('grace', 1);
            """;

    /**
     * Also the guard against drift within the changelog: a column that is added in one file and
     * forgotten in the list of the legacy file stays narrow here.
     */
    @Test
    void everyNarrowerTypeIsWidenedToOurs() throws Exception {
        PostgresAddress empty = TestServer.emptyDatabase();
        DatabaseMigration.migrate(empty);
        PostgresAddress narrow = TestServer.emptyDatabase();
        TestServer.execute(narrow, String.join("\n", narrowTablesLike(empty)));

        DatabaseMigration.migrate(narrow);

        String types =
                """
                select table_name, column_name, udt_name, is_nullable
                from information_schema.columns
                where table_schema = 'public' and table_name not like 'databasechangelog%'
                    and table_name <> 'memory_events' -- neither read nor written by us
                order by 1, 2
                """;
        assertThat(TestServer.query(narrow, types)).isEqualTo(TestServer.query(empty, types));
    }

    @Test
    void aTimeWithoutZoneIsTakenForUtc() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (task_id text primary key, created_at timestamp);
                        insert into tasks values ('T-1', '2026-01-02 03:04:05');
                        """);

        assertThat(TestServer.query(database, "select created_at from tasks"))
                .containsExactly("2026-01-02 03:04:05+00");
    }

    @Test
    void theCurrentTaskOfTheOldSystemMayBeNoneAndIsKept() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table agents_status (agent_id text primary key,
                            current_task_id varchar(40) not null);
                        insert into agents_status values ('agt_1', 'T-1');
                        """);
        TestServer.execute(
                database,
                "insert into agents_status (agent_id, current_task_id) values ('agt_2', null)");

        assertThat(
                        TestServer.query(
                                database,
                                "select current_task_id from agents_status order by agent_id"))
                .containsExactly("T-1", "null");
    }

    @Test
    void aCurrentTaskThatIsNoTextIsRefused() {
        assertThatThrownBy(() ->
                        migrated(
                                "create table agents_status (agent_id text primary key, current_task_id bigint)"))
                .hasMessageContaining(
                        "agents_status.current_task_id is bigint where text is needed");
    }

    @Test
    void momentsOfTheOldSystemAreKeptUntilItsRowsAreAdopted() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (task_id text primary key,
                            started_at timestamptz not null default '2026-01-02 03:04:05+00');
                        insert into tasks values ('T-1');
                        """);
        TestServer.execute(
                database, "insert into tasks (task_id, started_at) values ('tsk_1', null)");

        assertThat(TestServer.query(database, "select started_at from tasks order by task_id"))
                .containsExactly("2026-01-02 03:04:05+00", "null");
    }

    @Test
    void aMomentThatIsNoTimeIsRefused() {
        assertThatThrownBy(() ->
                        migrated("create table tasks (task_id text primary key, acked_at bigint)"))
                .hasMessageContaining("tasks.acked_at is bigint where timestamptz is needed");
    }

    @Test
    void columnsThatOnlyTheOldSystemKnowsStayAndDoNotStopOurInserts() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (task_id text primary key, title text not null,
                            priority int not null check (priority > 0), owner text not null unique,
                            team text not null default 'core', created_at timestamptz not null);
                        create table agents_status (agent_id text primary key, host inet not null);
                        create table agent_events (id bigserial primary key, task_id text not null, level text not null);
                        create table incidents (incident_id bigserial primary key, severity text not null);
                        create table health_checks (id bigserial primary key, name text not null);
                        create table cron_jobs (job text primary key, command text not null);
                        create table agent_stats (agent_id text primary key, score numeric not null);
                        insert into tasks values ('T-1', 'Old', 2, 'ann', 'infra', now());
                        """);

        TestServer.execute(database, OUR_INSERTS);

        assertThat(TestServer.query(database, "select task_id, priority, owner, team from tasks"))
                .containsExactlyInAnyOrder("T-1 | 2 | ann | infra", "tsk_1 | null | null | core");
    }

    @Test
    void tablesWithOtherKeysKeepThemAndGetOursBeside() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (id uuid primary key, title text);
                        create table agents_status (id serial primary key, agent_id text);
                        create table agent_events (uid varchar(80) primary key, task_id text);
                        create table incidents (id integer primary key, kind text);
                        create table health_checks (id uuid primary key default gen_random_uuid(), name text);
                        create table cron_jobs (id serial primary key, name text);
                        create table agent_stats (agent_id text, day date);
                        create table memory_events (note text);
                        insert into tasks values ('11111111-2222-3333-4444-555555555555', 'Old');
                        insert into agents_status (agent_id) values ('ada'), (null);
                        insert into agent_events values ('a', 'T-1'), ('b', 'T-1');
                        insert into incidents values (7, 'timeout');
                        insert into agent_stats values ('ada', '2026-01-01');
                        insert into memory_events values ('remember');
                        """);

        TestServer.execute(database, OUR_INSERTS);

        assertThat(TestServer.query(database, "select task_id from tasks where title = 'Old'"))
                .containsExactly("11111111-2222-3333-4444-555555555555");
        assertThat(TestServer.query(database, "select agent_id from agents_status order by id"))
                .containsExactly("ada", "2", "grace");
        assertThat(TestServer.query(database, "select id, uid, event_id from agent_events"))
                .contains("1 | a | legacy_1", "2 | b | legacy_2")
                .hasSize(3);
        assertThat(TestServer.query(database, "select id, kind from incidents"))
                .containsExactlyInAnyOrder("7 | timeout", "8 | timeout");
    }

    @Test
    void theOldSystemMayGoOnInserting() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (id serial primary key, title text);
                        create table agent_events (id bigserial primary key, task_id text);
                        create table incidents (incident_id bigserial primary key, kind text);
                        """);

        TestServer.execute(
                database,
                """
                insert into tasks (title) values ('From the old API'), ('And again');
                insert into agent_events (task_id) values ('T-1'), ('T-1');
                insert into incidents (kind) values ('timeout'), ('timeout');
                """);

        assertThat(TestServer.query(database, "select version from tasks"))
                .containsExactly("0", "0");
        assertThat(TestServer.query(database, "select event_id from agent_events"))
                .allMatch(id -> id.startsWith("legacy_"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aVersionOfTheOldSystemsOwnMovesAside() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (task_id text primary key, version integer default 1);
                        insert into tasks values ('T-1', 4), ('T-2', null);
                        """);

        assertThat(TestServer.query(database, "select task_id, version, legacy_version from tasks"))
                .containsExactlyInAnyOrder("T-1 | 0 | 4", "T-2 | 0 | null");
    }

    @Test
    void valuesThatStandTwiceMoveAsideWhereOnlyOneMay() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (task_id text primary key, command_id text, resolved_at timestamptz);
                        create table agent_events (id bigserial primary key, event_id varchar(40) not null);
                        create table incidents (incident_id bigserial primary key, cause text, resolved_at timestamptz);
                        insert into tasks values ('T-1', 'c', now()), ('T-2', 'c', now()), ('T-3', null, null), ('T-4', null, null);
                        insert into agent_events (event_id) values ('e'), ('e'), ('f');
                        insert into incidents (cause, resolved_at) values ('x', now()), ('x', now()), ('x', null), ('x', null);
                        """);

        assertThat(
                        TestServer.query(
                                database,
                                "select task_id, command_id, legacy_command_id from tasks"))
                .containsExactlyInAnyOrder(
                        "T-1 | c | null",
                        "T-2 | null | c",
                        "T-3 | null | null",
                        "T-4 | null | null");
        assertThat(
                        TestServer.query(
                                database, "select id, event_id, legacy_event_id from agent_events"))
                .containsExactlyInAnyOrder("1 | e | null", "2 | legacy_2 | e", "3 | f | null");
        assertThat(
                        TestServer.query(
                                database, "select incident_id, cause, legacy_cause from incidents"))
                .containsExactlyInAnyOrder(
                        "1 | x | null", "2 | x | null", "3 | x | null", "4 | legacy_4 | x");
    }

    @Test
    void uniqueIndexesThatAreThereAreNotMadeTwice() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (task_id text primary key, command_id text);
                        create unique index one_command on tasks (command_id);
                        """);

        assertThat(
                        TestServer.query(
                                database,
                                "select indexname from pg_indexes where indexdef like '%UNIQUE%(command_id)'"))
                .containsExactly("one_command");
    }

    @Test
    void checksThatLetOurWordsThroughStay() throws Exception {
        PostgresAddress database =
                migrated(
                        """
                        create table tasks (task_id text primary key, status varchar(20)
                            constraint known_status check (status in
                                ('pending', 'queued', 'ack', 'running', 'done', 'failed', 'timeout')));
                        """);

        TestServer.execute(database, OUR_INSERTS);

        assertThat(Schema.of(database)).anyMatch(line -> line.contains("tasks.known_status"));
    }

    @Test
    void whatCannotBeHadWithoutDroppingIsRefusedAllAtOnceAndNothingIsChanged() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        TestServer.execute(
                database,
                """
                create table tasks (task_id text primary key, title varchar(10) unique, version int,
                    status text constraint old_words check (status in ('pending', 'done')), payload text);
                create table agent_events (id uuid primary key, task_id text
                    constraint of_a_task references tasks);
                create table cron_jobs (schedule text primary key);
                insert into tasks values ('T-1', 'Old', 1, 'pending', 'not json');
                """);
        List<String> before = Schema.of(database);

        assertThatThrownBy(() -> DatabaseMigration.migrate(database))
                .isInstanceOf(DatabaseMigrationException.class)
                .hasMessageContainingAll(
                        "nothing was changed",
                        "- agent_events.id is uuid where bigint is needed."
                                + " For example: alter table agent_events rename column id to legacy_id",
                        "- agent_events.task_id has the foreign key of_a_task",
                        "alter table agent_events drop constraint of_a_task",
                        "- cron_jobs.schedule is part of the primary key",
                        "- tasks.payload is text where jsonb is needed.",
                        "- tasks.status has the check old_words",
                        "- tasks.title has the unique index tasks_title_key");

        assertThat(Schema.of(database)).isEqualTo(before);
    }

    @Test
    void onceTheObstaclesAreMendedTheMigrationGoesThrough() throws Exception {
        PostgresAddress database = TestServer.emptyDatabase();
        TestServer.execute(
                database,
                """
                create table agent_events (id uuid primary key default gen_random_uuid(), type text);
                insert into agent_events (type) values ('started');
                """);
        assertThatThrownBy(() -> DatabaseMigration.migrate(database))
                .hasMessageContaining("alter table agent_events rename column id to legacy_id");

        TestServer.execute(database, "alter table agent_events rename column id to legacy_id");
        DatabaseMigration.migrate(database);

        TestServer.execute(database, OUR_INSERTS);
        assertThat(TestServer.query(database, "select id, event_id from agent_events"))
                .containsExactlyInAnyOrder("1 | legacy_1", "2 | evt_1");
    }

    private static PostgresAddress migrated(String legacy) throws SQLException {
        PostgresAddress database = TestServer.emptyDatabase();
        TestServer.execute(database, legacy);
        DatabaseMigration.migrate(database);
        return database;
    }

    /**
     * The old system's tables with all the columns that we share with it, each in the narrowest
     * type we widen. Columns that came later, from changelog 080 on, are ours alone.
     */
    private static List<String> narrowTablesLike(PostgresAddress migrated) throws SQLException {
        return TestServer.query(
                migrated,
                """
                select format('create table %I (%s);', table_name, string_agg(format('%I %s not null',
                    column_name, case udt_name
                        when 'text' then 'varchar(40)'
                        when '_text' then 'varchar(40)[]'
                        when 'timestamptz' then 'timestamp'
                        when 'jsonb' then 'json'
                        when 'int4' then 'smallint'
                        when 'int8' then case when column_name in ('id', 'incident_id') then 'serial primary key' else 'integer' end
                        else udt_name end), ', '))
                from information_schema.columns
                where table_schema = 'public' and table_name in ('tasks', 'agent_events', 'agents_status',
                    'health_checks', 'incidents', 'agent_stats', 'cron_jobs')
                  and column_name not in ('limits', 'chain', 'ack_timeout', 'running_timeout', 'max_attempts',
                    'boot_id', 'boot_since', 'boot_running', 'prior_boot_ids', 'boot_runs', 'ended_boot_ids', 'departure', 'agent_version',
                    'tasks_cancelled', 'tasks_restarted',
                    'last_result_at', 'owner', 'claimed_until', 'earlier_done', 'earlier_failed', 'earlier_timeout')
                group by table_name
                """);
    }
}
