package dev.mcsync.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentEventsLedgerIT {

    private PostgresAddress database = TestServer.NONE;

    @BeforeEach
    void migrateAndRecordTwoEvents() throws SQLException {
        database = TestServer.emptyDatabase();
        DatabaseMigration.migrate(database);
        TestServer.execute(
                database,
                "insert into agent_events (event_id, type) values ('evt_1', 'ack'), ('evt_2', 'done')");
    }

    @Test
    void anUpdateIsRefused() throws Exception {
        assertThatThrownBy(() -> execute("update agent_events set type = 'failed'"))
                .hasMessageContaining("agent_events is append-only: UPDATE refused");
        assertThat(events()).containsExactly("evt_1 | ack", "evt_2 | done");
    }

    @Test
    void anUpdateIsRefusedByTheDoorOfThePurgeToo() throws Exception {
        assertThatThrownBy(() ->
                        execute(
                                "set local mc.purge = 'on';"
                                        + " update agent_events set type = 'failed'"))
                .hasMessageContaining("UPDATE refused");
        assertThat(events()).containsExactly("evt_1 | ack", "evt_2 | done");
    }

    @Test
    void aDeleteIsRefused() throws Exception {
        assertThatThrownBy(() -> execute("delete from agent_events where event_id = 'evt_1'"))
                .hasMessageContaining("agent_events is append-only: DELETE refused")
                .hasMessageContaining("set local mc.purge = 'on'");
        assertThat(events()).hasSize(2);
    }

    @Test
    void aTruncateIsRefusedByEitherDoor() throws Exception {
        assertThatThrownBy(() -> execute("truncate agent_events"))
                .hasMessageContaining("TRUNCATE refused");
        assertThatThrownBy(() -> execute("set local mc.purge = 'on'; truncate agent_events"))
                .hasMessageContaining("TRUNCATE refused");
        assertThat(events()).hasSize(2);
    }

    @Test
    void aPurgeThatSaysSoMayDelete() throws Exception {
        execute("set local mc.purge = 'on'; delete from agent_events where event_id = 'evt_1'");

        assertThat(events()).containsExactly("evt_2 | done");
    }

    @Test
    void thePurgeEndsWithItsTransaction() throws Exception {
        assertThatThrownBy(() ->
                        execute(
                                "begin; set local mc.purge = 'on'; commit;"
                                        + " delete from agent_events"))
                .hasMessageContaining("DELETE refused");
        assertThat(events()).hasSize(2);
    }

    @Test
    void theSameEventIdIsRefusedTwice() {
        assertThatThrownBy(() -> execute("insert into agent_events (event_id) values ('evt_1')"))
                .hasMessageContaining("agent_events_event_id_key");
    }

    private void execute(String sql) throws SQLException {
        TestServer.execute(database, sql);
    }

    private List<String> events() throws SQLException {
        return TestServer.query(database, "select event_id, type from agent_events order by id");
    }
}
