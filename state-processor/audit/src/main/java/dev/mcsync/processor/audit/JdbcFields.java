package dev.mcsync.processor.audit;

import dev.mcsync.processor.row.Fields;
import dev.mcsync.processor.row.RowReader;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The row that a result of JDBC stands on. When the database cannot be reached, each method throws
 * an {@link AuditFailedException}.
 */
record JdbcFields(ResultSet row) implements Fields {

    static RowReader reader(ResultSet row) {
        return new RowReader(new JdbcFields(row));
    }

    @Override
    public @Nullable String text(String column) {
        return get(() -> row.getString(column));
    }

    @Override
    public @Nullable Long number(String column) {
        return get(() -> {
            long value = row.getLong(column);
            return row.wasNull() ? null : Long.valueOf(value);
        });
    }

    @Override
    public @Nullable Instant instant(String column) {
        return get(() -> {
            OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
            return value == null ? null : value.toInstant();
        });
    }

    @Override
    public @Nullable List<@Nullable String> texts(String column) {
        return get(() -> {
            Array array = row.getArray(column);
            if (array == null) {
                return null;
            }
            @Nullable String[] texts = (@Nullable String[]) array.getArray();
            return Arrays.<@Nullable String>asList(texts);
        });
    }

    private interface Reading<T> {
        @Nullable T get() throws SQLException;
    }

    private static <T> @Nullable T get(Reading<T> reading) {
        try {
            return reading.get();
        } catch (SQLException e) {
            throw new AuditFailedException("The database cannot be read", e);
        }
    }
}
