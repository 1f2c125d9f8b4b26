package dev.mcsync.processor.audit;

import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import dev.mcsync.processor.audit.DatabaseSnapshot.Rows;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The ledger and the rows of one side, as two streams in the same order.
 *
 * @param withChain whether the entries come with their seals, in the last two columns
 * @param only this subject; null for all
 */
record LedgerStreams(
        Side<?> side, DatabaseSnapshot snapshot, boolean withChain, @Nullable String only) {

    Rows entries() throws SQLException {
        String order = snapshot.byBytes("e." + side.idColumn()) + ", e.id";
        String sql =
                side.entries()
                        + (withChain ? ", e.chain, agent_events_digest(e)" : "")
                        + " from agent_events e where "
                        + side.entriesWhere()
                        + (only == null ? "" : " and e." + side.idColumn() + " = ?")
                        + " order by "
                        + order;
        return snapshot.rows(sql, binding());
    }

    /**
     * A row that no fact has made or taken over yet is nobody's, unless the ledger knows better.
     */
    Rows rows() throws SQLException {
        String sql =
                side.rows()
                        + " where "
                        + side.rowsWhere()
                        + (only == null ? "" : " and t." + side.idColumn() + " = ?")
                        + " order by "
                        + snapshot.byBytes("t." + side.idColumn());
        return snapshot.rows(sql, binding());
    }

    private Binding binding() {
        String id = only;
        return id == null ? Binding.NOTHING : statement -> statement.setString(1, id);
    }

    /** The lowest id that has a seal. */
    long firstSealed() throws SQLException {
        return snapshot.number(
                "select coalesce((select id from agent_events where chain is not null order by id limit 1), "
                        + Long.MAX_VALUE
                        + ")",
                Binding.NOTHING);
    }

    /** About how many entries there are, for the progress; 0 where it is of no interest. */
    long expectedEntries() throws SQLException {
        return only == null
                ? snapshot.number(
                        "select greatest(reltuples, 0)::bigint from pg_class where oid = 'agent_events'::regclass",
                        Binding.NOTHING)
                : 0;
    }
}
