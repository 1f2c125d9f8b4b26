package dev.mcsync.processor.row;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row as a driver gives it, by the names of its columns; null is null. */
public interface Fields {

    @Nullable String text(String column);

    /** Of any whole type. */
    @Nullable Long number(String column);

    @Nullable Instant instant(String column);

    @Nullable List<@Nullable String> texts(String column);
}
