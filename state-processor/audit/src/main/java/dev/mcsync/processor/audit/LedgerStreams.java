package dev.mcsync.processor.audit;

import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import java.sql.SQLException;

/**
 * The ledger and the rows of some subjects, as two streams in the same order.
 *
 * @param withChain whether the entries come with their seals, in the last two columns
 */
record LedgerStreams(
        Side<?> side, DatabaseSnapshot snapshot, boolean withChain, Subjects subjects) {

    Rows entries() throws SQLException {
        String id = "e." + side.idColumn();
        String sql =
                side.entries()
                        + (withChain ? ", e.chain, agent_events_digest(e)" : "")
                        + " from agent_events e where "
                        + side.entriesWhere()
                        + subjects.condition(snapshot, id)
                        + " order by "
                        + snapshot.byBytes(id)
                        + ", e.id";
        return snapshot.rows(sql, subjects.binding(snapshot));
    }

    /**
     * A row that no fact has made or taken over yet is nobody's, unless the ledger knows better.
     */
    Rows rows() throws SQLException {
        String id = "t." + side.idColumn();
        String sql =
                side.rows()
                        + " where "
                        + side.rowsWhere()
                        + subjects.condition(snapshot, id)
                        + " order by "
                        + snapshot.byBytes(id);
        return snapshot.rows(sql, subjects.binding(snapshot));
    }
}
