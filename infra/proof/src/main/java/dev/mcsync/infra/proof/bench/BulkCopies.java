package dev.mcsync.infra.proof.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows that are gathered and copied into their tables together. For one thread. */
final class BulkCopies {

    private final Connection connection;
    private final Map<String, StringBuilder> gathered = new HashMap<>();

    /**
     * @param connection closed by the caller
     */
    BulkCopies(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param table with its columns in parentheses
     */
    void add(String table, @Nullable Object... values) {
        line(gathered.computeIfAbsent(table, _ -> new StringBuilder()), values);
    }

    /** All that was gathered. */
    void write() throws SQLException {
        for (Map.Entry<String, StringBuilder> copy : gathered.entrySet()) {
            write(copy.getKey(), copy.getValue());
            copy.getValue().setLength(0);
        }
    }

    void write(String table, CharSequence lines) throws SQLException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " from stdin", new StringReader(lines.toString()));
        } catch (IOException e) {
            throw new SQLException("Cannot copy into " + table, e);
        }
    }

    /** As PostgreSQL's text format wants it. */
    static void line(StringBuilder out, @Nullable Object... values) {
        out.append(
                Stream.of(values)
                        .map(value ->
                                value == null
                                        ? "\\N"
                                        : value.toString()
                                                .replace("\\", "\\\\")
                                                .replace("\t", "\\t")
                                                .replace("\n", "\\n"))
                        .collect(Collectors.joining("\t")));
        out.append('\n');
    }
}
