package dev.mcsync.processor.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads single columns of an audit's own statements, by their place. */
final class Columns {

    private Columns() {}

    static String text(ResultSet row, int column) throws SQLException {
        return filled(row.getString(column), column);
    }

    static byte[] bytes(ResultSet row, int column) throws SQLException {
        return filled(row.getBytes(column), column);
    }

    static @Nullable Instant optionalInstant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static <T> T filled(@Nullable T value, int column) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }
}
