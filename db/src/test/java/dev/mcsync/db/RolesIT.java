package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesIT {

    private static final String RIGHTS =
            """
            select string_agg(t.relname, ' ' order by t.relname) from pg_class t
            where t.relkind = 'r' and t.relnamespace = 'public'::regnamespace
                and has_table_privilege('%s', t.oid, '%s')
            """;

    private static final List<String> RIGHTS_OF_A_TABLE =
            List.of("select", "insert", "update", "delete", "truncate", "references", "trigger");

    private PostgresAddress owner = TestServer.NONE;
    private PostgresAddress app = TestServer.NONE;
    private PostgresAddress reader = TestServer.NONE;

    @BeforeAll
    static void makeRoles() throws SQLException {
        TestServer.execute(
                TestServer.emptyDatabase(),
                "create role mcsync_app login; create role mcsync_reader login;");
    }

    @BeforeEach
    void migrate() throws SQLException {
        owner = TestServer.emptyDatabase();
        app = as("mcsync_app");
        reader = as("mcsync_reader");
        DatabaseMigration.migrate(owner);
        TestServer.execute(
                owner,
                """
                insert into agent_events (event_id, task_id, agent_id, type) values
                    ('evt_1', 'tsk_1', 'agt_1', 'ack'), ('evt_2', null, 'agt_1', 'heartbeat'),
                    ('evt_3', null, 'agt_1', 'heartbeat'), ('evt_4', null, 'agt_2', 'heartbeat');
                insert into agents_status (agent_id) values ('agt_1');
                insert into agent_checkpoints (agent_id, kind, through_id, snapshot)
                    select 'agt_1', 'purged', id, '{}' from agent_events where event_id = 'evt_2';
                """);
    }

    @Test
    void theServicesAddToTheLedgerAndChangeWhatFollowsFromIt() throws SQLException {
        TestServer.execute(
                app,
                """
                insert into agent_events (event_id, task_id, type) values ('evt_5', 'tsk_1', 'done');
                insert into agents_status (agent_id) values ('agt_3');
                update agents_status set agent_id = agent_id;
                insert into incidents (cause, kind) values ('c', 'k');
                delete from incidents;
                lock table known_topics in share row exclusive mode;
                select pg_try_advisory_xact_lock(1);
                """);

        assertThat(events()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update agent_events set type = 'failed'",
                "set local mc.purge = 'on'; delete from agent_events",
                "truncate agent_events",
                "delete from tasks",
                "delete from agents_status",
                "create table another (id int)",
                "alter table tasks add column another int",
                "drop table incidents",
                "create index on tasks (status)",
                "alter table agent_events disable trigger all",
                "drop trigger agent_events_append_only on agent_events",
                "create or replace function agent_events_append_only() returns trigger"
                        + " language plpgsql as $$ begin return old; end $$",
                "select * from databasechangelog",
                "set role postgres"
            })
    void theServicesMayDoNothingElse(String statement) throws SQLException {
        assertThatThrownBy(() -> TestServer.execute(app, statement))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner|no permission).*");
        assertThat(events()).hasSize(4);
    }

    @Test
    void onlyWhatACheckpointStandsForLeavesTheLedger() throws SQLException {
        String purge =
                "select purge_signs_of_life((select array_agg(id order by id) from agent_events))";

        assertThat(TestServer.query(app, purge)).containsExactly("2");
        assertThat(events()).containsExactly("evt_1", "evt_3");
    }

    @Test
    void noTableOfTheCallersStandsInForTheCheckpoints() throws SQLException {
        TestServer.execute(
                app,
                """
                create temporary table agent_checkpoints as
                    select 'agt_1'::text as agent_id, 'purged'::text as kind, 99::bigint as through_id;
                select purge_signs_of_life((select array_agg(id) from public.agent_events));
                """);

        assertThat(events()).contains("evt_3");
    }

    @Test
    void deletingIsForWhatMayBeForgotten() throws SQLException {
        assertThat(TestServer.query(owner, RIGHTS.formatted("mcsync_app", "delete")))
                .containsExactly(
                        "discord_deliveries health_checks incidents presence_changes"
                                + " processed_events processor_instances reconcile_marks"
                                + " tasks_taken_away");
        for (String never : List.of("truncate", "references", "trigger")) {
            assertThat(TestServer.query(owner, RIGHTS.formatted("mcsync_app", never)))
                    .containsExactly("null");
        }
    }

    @Test
    void aTableOfALaterVersionIsTheirsToo() throws SQLException {
        TestServer.execute(owner, "create table later (id bigserial primary key)");

        TestServer.execute(app, "insert into later default values");
        assertThat(TestServer.query(reader, "select id from later")).containsExactly("1");
    }

    @Test
    void whoReadsReadsEverythingAndChangesNothing() throws SQLException {
        assertThat(TestServer.query(reader, "select count(*) from agent_events"))
                .containsExactly("4");
        for (String right : List.of("insert", "update", "delete", "truncate")) {
            assertThat(TestServer.query(owner, RIGHTS.formatted("mcsync_reader", right)))
                    .containsExactly("null");
        }
        assertThatThrownBy(
                        () -> TestServer.execute(reader, "select purge_signs_of_life(array[1, 2])"))
                .hasMessageContaining("permission denied");
    }

    /** As an administrator does who has an old system and wants roles now. */
    @Test
    void rolesThatAreMadeLaterGetTheirRightsFromTheNextMigration() throws SQLException {
        TestServer.execute(
                owner,
                "revoke all on all tables in schema public from mcsync_reader;"
                        + " revoke all on schema public from mcsync_reader");
        assertThatThrownBy(() -> TestServer.query(reader, "select count(*) from tasks"))
                .hasMessageContaining("permission denied");

        assertThat(DatabaseMigration.migrate(owner)).isZero();

        assertThat(TestServer.query(reader, "select count(*) from tasks")).containsExactly("0");
    }

    @Test
    void theMigrationTakesAwayWhatTheyHadBesideTheirRights() throws SQLException {
        List<String> questions =
                Stream.of("mcsync_app", "mcsync_reader")
                        .flatMap(role ->
                                RIGHTS_OF_A_TABLE.stream().map(r -> RIGHTS.formatted(role, r)))
                        .toList();
        List<String> before = answers(questions);
        TestServer.execute(
                owner,
                """
                grant create on schema public to mcsync_app, mcsync_reader;
                grant all on all tables in schema public to mcsync_app, mcsync_reader;
                grant update (type) on agent_events to mcsync_app;
                grant all on all sequences in schema public to mcsync_reader;
                alter default privileges in schema public grant all on tables to mcsync_reader;
                """);
        assertThat(answers(questions)).isNotEqualTo(before);

        assertThat(DatabaseMigration.migrate(owner)).isZero();

        assertThat(answers(questions)).isEqualTo(before);
        TestServer.execute(owner, "create table later (id bigserial primary key)");
        for (String statement :
                List.of(
                        "update agent_events set type = 'failed'",
                        "create table another (id int)")) {
            assertThatThrownBy(() -> TestServer.execute(app, statement))
                    .hasMessageContaining("permission denied");
        }
        for (String statement :
                List.of("insert into later values (1)", "select nextval('later_id_seq')")) {
            assertThatThrownBy(() -> TestServer.execute(reader, statement))
                    .hasMessageContaining("permission denied");
        }
    }

    private List<String> answers(List<String> questions) throws SQLException {
        List<String> answers = new ArrayList<>();
        for (String question : questions) {
            answers.addAll(TestServer.query(owner, question));
        }
        return answers;
    }

    private PostgresAddress as(String role) {
        return new PostgresAddress(
                role, "unused-by-trust", owner.servers(), owner.database(), owner.encryption());
    }

    private List<String> events() throws SQLException {
        return TestServer.query(owner, "select event_id from agent_events order by id");
    }
}
