package dev.mcsync.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresConnection;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.database.Transactions;
import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * PostgreSQL keeps the plan of a statement that is used often. One made on the first day, when the
 * tables are empty, must be good for the day when they are not.
 */
@Timeout(60)
class PlansIT {

    static final List<Arguments> STATEMENTS_OF_A_BATCH =
            List.of(
                    Arguments.of(LedgerRows.SELECT_PROCESSED, "'{}'"),
                    Arguments.of(LedgerRows.SELECT_TASKS, "'{}'"),
                    Arguments.of(LedgerRows.SELECT_AGENTS, "'{}', '{}'"),
                    Arguments.of(LedgerRows.READ_AGENTS, "'{}'"),
                    Arguments.of(LedgerRows.SELECT_PRESENCES, "'{}', '{}'"),
                    Arguments.of(PostgresLedger.SELECT_ATTEMPTS, "'{}'"),
                    Arguments.of(PostgresLedger.COUNT_REFUSALS, "'{}', '{}', now()"),
                    Arguments.of(LedgerWrites.ADVANCE, "'{}', '{}', '{}', '{}', '{}', '{}'"));

    private final PostgresAddress database = Testbed.shared().freshDatabase();

    @BeforeEach
    void migrate() {
        DatabaseMigration.migrate(database);
    }

    @ParameterizedTest
    @FieldSource("STATEMENTS_OF_A_BATCH")
    void aPlanMadeForEmptyTablesGoesByIndexes(String statement, String parameters)
            throws SQLException {
        assertThat(plan(statement, parameters, seqScans()))
                .doesNotContain("Seq Scan on")
                .doesNotContain("Hash Join")
                .doesNotContain("Hash Anti Join")
                .doesNotContain("Merge Join");
    }

    /** That the test above can fail. */
    @Test
    void withoutTheSettingAWholeTableIsRead() throws SQLException {
        assertThat(plan(LedgerRows.READ_AGENTS, "'{}'", "on"))
                .contains("Seq Scan on agents_status");
    }

    /** What the processor's own sessions say. */
    private String seqScans() {
        ConnectionPool connections = PostgresPool.ofWatched(database, "plans-it", 1);
        try {
            return new Transactions(connections)
                    .query("show enable_seqscan", row -> LedgerRows.text(row, "enable_seqscan"))
                    .getFirst();
        } finally {
            connections.dispose();
        }
    }

    private String plan(String statement, String parameters, String seqScans) throws SQLException {
        try (Connection connection = PostgresConnection.open(database, "plans-it");
                Statement sql = connection.createStatement()) {
            sql.execute("set enable_seqscan = " + seqScans);
            sql.execute("set plan_cache_mode = force_generic_plan");
            sql.execute("prepare planned as " + statement);
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines =
                    sql.executeQuery("explain execute planned (" + parameters + ")")) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            return plan.toString();
        }
    }
}
