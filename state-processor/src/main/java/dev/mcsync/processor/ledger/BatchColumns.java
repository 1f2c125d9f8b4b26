package dev.mcsync.processor.ledger;

import dev.mcsync.processor.row.Column;
import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one table and where their values come from. Each column is bound as one array of
 * text, however many rows there are, so that a batch is one statement with a constant text.
 */
final class BatchColumns<T> {

    private final String table;
    private final List<Column<T>> columns;

    BatchColumns(String table, List<Column<T>> columns) {
        this.table = table;
        this.columns = columns;
    }

    static <T> BatchColumns<T> of(String table) {
        return new BatchColumns<>(table, List.of());
    }

    BatchColumns<T> text(String name, Function<T, @Nullable Object> value) {
        return cast(name, "text", value);
    }

    /**
     * @param type that PostgreSQL makes of the value's text
     */
    BatchColumns<T> cast(String name, String type, Function<T, @Nullable Object> value) {
        List<Column<T>> more = new ArrayList<>(columns);
        more.add(new Column<>(name, type, value));
        return new BatchColumns<>(table, List.copyOf(more));
    }

    int size() {
        return columns.size();
    }

    String table() {
        return table;
    }

    /**
     * {@code insert into t (a, b) select c1::int, c2::text from unnest($1, $2) as rows (c1, c2)}.
     */
    String insert() {
        return "insert into %s (%s) select %s from unnest(%s) as rows (%s)"
                .formatted(
                        table,
                        columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                        each(i -> "c%d::%s".formatted(i, columns.get(i - 1).type())),
                        each("$%d::text[]"::formatted),
                        each("c%d"::formatted));
    }

    String onConflictUpdate(String key) {
        return "on conflict (%s) do update set %s"
                .formatted(
                        key,
                        columns.stream()
                                .map(Column::name)
                                .filter(name -> !name.equals(key))
                                .map(name -> name + " = excluded." + name)
                                .collect(Collectors.joining(", ")));
    }

    Statement bind(Statement statement, List<T> rows) {
        for (int i = 0; i < columns.size(); i++) {
            statement.bind("$" + (i + 1), values(columns.get(i), rows));
        }
        return statement;
    }

    private static <T> @Nullable String[] values(Column<T> column, List<T> rows) {
        @Nullable String[] values = new String[rows.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = column.value().apply(rows.get(i));
            values[i] = value == null ? null : value.toString();
        }
        return values;
    }

    private String each(Function<Integer, String> part) {
        return IntStream.rangeClosed(1, columns.size())
                .boxed()
                .map(part)
                .collect(Collectors.joining(", "));
    }
}
