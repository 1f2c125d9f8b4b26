package dev.mcsync.processor.row;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A column, and what a record writes into it.
 *
 * @param type that PostgreSQL makes of the value's text
 * @param value its {@code toString} is written; null is null
 */
public record Column<T>(String name, String type, Function<T, @Nullable Object> value) {

    static <T> Column<T> text(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, "text", value);
    }

    static <T> Column<T> of(String name, String type, Function<T, @Nullable Object> value) {
        return new Column<>(name, type, value);
    }

    /** As they are selected in this order, JSON as the text that {@link RowReader} wants. */
    static <T> String selected(List<Column<T>> columns, String alias) {
        return columns.stream()
                .map(column ->
                        column.type().equals("jsonb")
                                ? "%s.%s::text as %s".formatted(alias, column.name(), column.name())
                                : alias + "." + column.name())
                .collect(Collectors.joining(", "));
    }
}
