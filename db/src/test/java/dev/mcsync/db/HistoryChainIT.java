package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryChainIT {

    /** Every row whose chain is not what the rows before it and its own content make of it. */
    private static final String BROKEN =
            """
            select task_id, event_id from (
                select e.*, agent_events_digest(e) as digest,
                    lag(e.chain) over (partition by e.task_id order by e.id) as before
                from agent_events e where e.task_id is not null) as e
            where chain is distinct from sha256(coalesce(before, ''::bytea) || digest) order by id
            """;

    private PostgresAddress database = TestServer.NONE;

    @BeforeEach
    void migrate() throws SQLException {
        database = TestServer.emptyDatabase();
        DatabaseMigration.migrate(database);
    }

    @Test
    void theRowsOfOneStatementSealEachOtherTaskByTask() throws Exception {
        execute(
                """
                insert into agent_events (event_id, task_id, type, body)
                select 'evt_' || n, 'tsk_' || n % 3, 'progress', jsonb_build_object('n', n)
                from generate_series(1, 30) as n
                """);

        assertThat(query(BROKEN)).isEmpty();
        assertThat(query("select count(distinct chain) from agent_events")).containsExactly("30");
    }

    @Test
    void whatIsAboutNoTaskHasNoChain() throws Exception {
        execute("insert into agent_events (event_id, agent_id) values ('evt_1', 'agt_1')");

        assertThat(query("select chain from agent_events")).containsExactly("null");
    }

    @Test
    void anEditedRowBreaksItsOwnLinkAndARemovedOneThatOfItsSuccessor() throws Exception {
        execute(
                """
                insert into agent_events (event_id, task_id, message) values
                    ('evt_1', 'tsk_1', 'one'), ('evt_2', 'tsk_1', 'two'), ('evt_3', 'tsk_1', 'three'),
                    ('evt_4', 'tsk_2', 'one'), ('evt_5', 'tsk_2', 'two'), ('evt_6', 'tsk_2', 'three');
                alter table agent_events disable trigger agent_events_append_only;
                update agent_events set message = 'twO' where event_id = 'evt_2';
                delete from agent_events where event_id = 'evt_5';
                """);

        assertThat(query(BROKEN)).containsExactly("tsk_1 | evt_2", "tsk_2 | evt_6");
    }

    @Test
    void aDigestIsTheSameWhateverTheSessionIsSetTo() throws Exception {
        execute(
                """
                insert into agent_events (event_id, task_id, message, implied, received_at, body)
                values ('evt_1', 'tsk_1', 'étape, "deux"', array['ack', null], '2026-11-22T20:00:00.123456Z', '{}')
                """);
        String digest = "select agent_events_digest(e) from agent_events e";
        List<String> plain = query(digest);

        execute(
                """
                create function digest_elsewhere() returns bytea language sql
                    set timezone = 'Asia/Kolkata' set datestyle = 'German' set bytea_output = 'escape'
                    set intervalstyle = 'sql_standard' set extra_float_digits = -3
                    as 'select agent_events_digest(e) from agent_events e'
                """);

        assertThat(query("select digest_elsewhere()")).isEqualTo(plain);
    }

    @Test
    void nullAndEmptyAndShiftedTextsHaveDifferentDigests() throws Exception {
        execute(
                """
                insert into agent_events (id, event_id, task_id, reason, from_status) values
                    (1, 'evt', 'tsk_1', null, 'ab');
                alter table agent_events disable trigger agent_events_append_only;
                create table seen as select agent_events_digest(e) as digest from agent_events e;
                update agent_events set reason = '';
                insert into seen select agent_events_digest(e) from agent_events e;
                update agent_events set reason = 'a', from_status = 'b';
                insert into seen select agent_events_digest(e) from agent_events e;
                update agent_events set reason = 'a,b', from_status = null;
                insert into seen select agent_events_digest(e) from agent_events e;
                """);

        assertThat(query("select count(distinct digest) from seen")).containsExactly("4");
    }

    @Test
    void theFirstRowAfterTheOldOnesSealsThemToo() throws Exception {
        execute(
                """
                alter table agent_events disable trigger agent_events_chain;
                insert into agent_events (event_id, task_id) values ('evt_1', 'tsk_1'), ('evt_2', 'tsk_1');
                alter table agent_events enable trigger agent_events_chain;
                insert into agent_events (event_id, task_id) values ('evt_3', 'tsk_1'), ('evt_4', 'tsk_1');
                """);

        assertThat(
                        query(
                                """
                                select chain = sha256((
                                    select sha256(string_agg(agent_events_digest(old), ''::bytea order by id))
                                    from agent_events old where chain is null) || agent_events_digest(e))
                                from agent_events e where event_id = 'evt_3'
                                """))
                .containsExactly("t");
        assertThat(query(BROKEN))
                .containsExactly("tsk_1 | evt_1", "tsk_1 | evt_2", "tsk_1 | evt_3");
    }

    private void execute(String sql) throws SQLException {
        TestServer.execute(database, sql);
    }

    private List<String> query(String sql) throws SQLException {
        return TestServer.query(database, sql);
    }
}
