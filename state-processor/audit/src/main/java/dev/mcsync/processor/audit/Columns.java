package dev.mcsync.processor.audit;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.json.WireNames;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads single columns, by their place. What no fact could have written is refused with an {@link
 * UnreadableRowException}; any other exception is a fault of this program.
 */
final class Columns {

    private Columns() {}

    static String text(ResultSet row, int column) throws SQLException {
        return filled(row.getString(column), column);
    }

    static byte[] bytes(ResultSet row, int column) throws SQLException {
        return filled(row.getBytes(column), column);
    }

    static int integer(ResultSet row, int column) throws SQLException {
        return filled(optionalInteger(row, column), column);
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
        return filled(optionalInstant(row, column), column);
    }

    static @Nullable Instant optionalInstant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static @Nullable Json optionalJson(ResultSet row, int column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : accepted(() -> StrictJson.canonical(text));
    }

    static @Nullable Duration optionalSeconds(ResultSet row, int column) throws SQLException {
        Integer seconds = optionalInteger(row, column);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    static <E extends Enum<E> & WireName> E word(ResultSet row, int column, Class<E> type)
            throws SQLException {
        return filled(optionalWord(row, column, type), column);
    }

    static <E extends Enum<E> & WireName> @Nullable E optionalWord(
            ResultSet row, int column, Class<E> type) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : accepted(() -> WireNames.load(type, name));
    }

    static <T> T id(ResultSet row, int column, Function<String, T> constructor)
            throws SQLException {
        String id = text(row, column);
        return accepted(() -> constructor.apply(id));
    }

    static <T> @Nullable T optionalId(ResultSet row, int column, Function<String, T> constructor)
            throws SQLException {
        return row.getString(column) == null ? null : id(row, column, constructor);
    }

    static <T> List<T> ids(ResultSet row, int column, Function<String, T> constructor)
            throws SQLException {
        Array array = row.getArray(column);
        if (array == null) {
            return List.of();
        }
        @Nullable String[] ids = (@Nullable String[]) array.getArray();
        return accepted(
                Arrays.stream(ids).map(id -> constructor.apply(filled(id, column)))::toList);
    }

    /** What the codec or a word's own rule gives; their refusal, and nothing else, is the row's. */
    static <T> T accepted(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException refusal) {
            throw new UnreadableRowException(refusal);
        }
    }

    private static <T> T filled(@Nullable T value, int column) {
        if (value == null) {
            throw new UnreadableRowException("column " + column + " is null");
        }
        return value;
    }
}
