package dev.mcsync.infra.proof.bench;

import dev.mcsync.infra.proof.bench.report.Figure;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the database has counted of its tables so far.
 *
 * @param tables by name
 */
record TableStats(Map<String, Counts> tables) {

    private static final String TABLES =
            "select relname, n_tup_upd, n_tup_hot_upd, pg_total_relation_size(relid)"
                    + " from pg_stat_user_tables where relname in"
                    + " ('agent_events', 'processed_events', 'tasks', 'agents_status')";

    /**
     * @param updates of its rows
     * @param hot those that found room in the row's own page and changed no indexed column, so that
     *     no index was written
     * @param bytes with indexes
     */
    record Counts(long updates, long hot, long bytes) {}

    static TableStats of(Connection database) throws SQLException {
        Map<String, Counts> tables = new HashMap<>();
        try (Statement statement = database.createStatement()) {
            statement.execute("select pg_stat_clear_snapshot()");
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.put(
                            rows.getString(1),
                            new Counts(rows.getLong(2), rows.getLong(3), rows.getLong(4)));
                }
            }
        }
        return new TableStats(tables);
    }

    List<Figure> since(TableStats before, Figure.Place place) {
        Map<String, Double> hot = new TreeMap<>();
        Map<String, Double> mebibytes = new TreeMap<>();
        tables.forEach((table, now) -> {
            Counts then = before.tables().getOrDefault(table, new Counts(0, 0, 0));
            mebibytes.put(table, now.bytes() / 1_048_576.0);
            long updates = now.updates() - then.updates();
            if (updates > 0) {
                hot.put(table, 100.0 * (now.hot() - then.hot()) / updates);
            }
        });
        return List.of(
                place.many("updates that wrote no index", "%", hot),
                place.many("size with indexes", "MiB", mebibytes));
    }
}
