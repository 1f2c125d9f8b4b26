package dev.mcsync.processor.ledger;

import dev.mcsync.processor.row.Fields;
import dev.mcsync.processor.row.RowReader;
import io.r2dbc.spi.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that R2DBC brought. */
record R2dbcFields(Row row) implements Fields {

    static RowReader reader(Row row) {
        return new RowReader(new R2dbcFields(row));
    }

    @Override
    public @Nullable String text(String column) {
        return row.get(column, String.class);
    }

    @Override
    public @Nullable Long number(String column) {
        return row.get(column, Long.class);
    }

    @Override
    public @Nullable Instant instant(String column) {
        return row.get(column, Instant.class);
    }

    @Override
    public @Nullable List<@Nullable String> texts(String column) {
        @Nullable String[] texts = row.get(column, String[].class);
        return texts == null ? null : Arrays.asList(texts);
    }
}
