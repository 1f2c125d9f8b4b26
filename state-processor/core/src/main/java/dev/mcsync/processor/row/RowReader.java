package dev.mcsync.processor.row;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.json.WireName;
import dev.mcsync.contracts.json.WireNames;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of one row as our types. What no fact could have written is refused with an
 * {@link UnreadableRowException}; any other exception is a fault of this program.
 */
public final class RowReader {

    private final Fields fields;

    public RowReader(Fields fields) {
        this.fields = fields;
    }

    /** What the codec or a word's own rule gives; their refusal, and nothing else, is the row's. */
    static <T> T accepted(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | IllegalStateException | DateTimeException refusal) {
            throw new UnreadableRowException(refusal);
        }
    }

    String text(String column) {
        return filled(fields.text(column), column);
    }

    @Nullable String optionalText(String column) {
        return fields.text(column);
    }

    byte[] bytes(String column) {
        return text(column).getBytes(StandardCharsets.UTF_8);
    }

    long number(String column) {
        return filled(fields.number(column), column);
    }

    @Nullable Long optionalNumber(String column) {
        return fields.number(column);
    }

    int integer(String column) {
        return filled(optionalInteger(column), column);
    }

    @Nullable Integer optionalInteger(String column) {
        Long value = fields.number(column);
        if (value != null && value.intValue() != value) {
            throw new UnreadableRowException(column + " is " + value);
        }
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    Instant instant(String column) {
        return filled(fields.instant(column), column);
    }

    @Nullable Instant optionalInstant(String column) {
        return fields.instant(column);
    }

    @Nullable Json optionalJson(String column) {
        String text = fields.text(column);
        return text == null ? null : accepted(() -> StrictJson.canonical(text));
    }

    @Nullable Duration optionalSeconds(String column) {
        Long seconds = fields.number(column);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    <E extends Enum<E> & WireName> E word(String column, Class<E> type) {
        return filled(optionalWord(column, type), column);
    }

    <E extends Enum<E> & WireName> @Nullable E optionalWord(String column, Class<E> type) {
        String name = fields.text(column);
        return name == null ? null : accepted(() -> WireNames.load(type, name));
    }

    <T> T id(String column, Function<String, T> constructor) {
        return filled(optionalId(column, constructor), column);
    }

    <T> @Nullable T optionalId(String column, Function<String, T> constructor) {
        String id = fields.text(column);
        return id == null ? null : accepted(() -> constructor.apply(id));
    }

    /** None where the column is null. */
    <T> List<T> ids(String column, Function<String, T> constructor) {
        List<@Nullable String> ids = fields.texts(column);
        return ids == null
                ? List.of()
                : accepted(ids.stream().map(id -> constructor.apply(filled(id, column)))::toList);
    }

    private static <T> T filled(@Nullable T value, String column) {
        if (value == null) {
            throw new UnreadableRowException(column + " is null");
        }
        return value;
    }
}
