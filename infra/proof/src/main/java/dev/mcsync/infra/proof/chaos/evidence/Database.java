package dev.mcsync.infra.proof.chaos.evidence;

import dev.mcsync.db.PostgresAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the database, each time on a connection of its own so that its restarts do no harm. */
public final class Database {

    private static final int LOGIN_LIMIT_SECONDS = 5;

    private final PostgresAddress address;

    public Database(PostgresAddress address) {
        this.address = address;
    }

    /** One row; values as text, absent ones null. */
    public record Row(Map<String, @Nullable String> values) {

        public @Nullable String optional(String column) {
            if (!values.containsKey(column)) {
                throw new IllegalArgumentException("No column " + column + " in " + values);
            }
            return values.get(column);
        }

        public String text(String column) {
            String value = optional(column);
            if (value == null) {
                throw new IllegalStateException("Expected a value of " + column + " in " + values);
            }
            return value;
        }

        public long number(String column) {
            return Long.parseLong(text(column));
        }
    }

    public List<Row> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData columns = result.getMetaData();
            List<Row> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, @Nullable String> values = new LinkedHashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    values.put(columns.getColumnLabel(i), result.getString(i));
                }
                rows.add(new Row(values));
            }
            return rows;
        }
    }

    /** The one number that a query gives. */
    public long number(String sql) throws SQLException {
        return Long.parseLong(
                rows(sql).getFirst().values().values().stream()
                        .map(String::valueOf)
                        .findFirst()
                        .orElseThrow());
    }

    private Connection connect() throws SQLException {
        DriverManager.setLoginTimeout(LOGIN_LIMIT_SECONDS);
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}
