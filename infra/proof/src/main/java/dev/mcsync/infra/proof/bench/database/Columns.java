package dev.mcsync.infra.proof.bench.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The columns that a table has, in their order. */
final class Columns {

    private static final String NAMES =
            "select attname from pg_attribute where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum";

    private Columns() {}

    /** A list that may be changed. */
    static List<String> of(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NAMES)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                List<String> columns = new ArrayList<>();
                while (row.next()) {
                    columns.add(row.getString(1));
                }
                return columns;
            }
        }
    }
}
