package dev.mcsync.processor.audit;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.json.WireNames;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads single columns, by their place. */
final class Columns {

    private Columns() {}

    static String text(ResultSet row, int column) throws SQLException {
        return requireNonNull(row.getString(column), () -> "column " + column + " is null");
    }

    static byte[] bytes(ResultSet row, int column) throws SQLException {
        return requireNonNull(row.getBytes(column), () -> "column " + column + " is null");
    }

    static int integer(ResultSet row, int column) throws SQLException {
        return requireNonNull(optionalInteger(row, column), () -> "column " + column + " is null");
    }

    static @Nullable Integer optionalInteger(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    static @Nullable Long optionalNumber(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        return requireNonNull(optionalInstant(row, column), () -> "column " + column + " is null");
    }

    static @Nullable Instant optionalInstant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static @Nullable Json optionalJson(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : StrictJson.canonical(text);
    }

    static @Nullable Duration optionalSeconds(ResultSet row, int column) throws SQLException {
        Integer seconds = optionalInteger(row, column);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    static <E extends Enum<E> & WireName> @Nullable E optionalWord(
            ResultSet row, int column, Class<E> type) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : WireNames.load(type, name);
    }

    static <T> List<T> ids(ResultSet row, int column, Function<String, T> constructor)
            throws SQLException {
        Array ids = row.getArray(column);
        return ids == null
                ? List.of()
                : Arrays.stream((String[]) ids.getArray()).map(constructor).toList();
    }
}
