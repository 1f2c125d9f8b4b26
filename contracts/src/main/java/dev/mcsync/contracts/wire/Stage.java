package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** The column of the board that a task stands in. */
public enum Stage implements WireName {
    BACKLOG,
    TODO,
    DOING,
    REVIEW,
    DONE,
    BLOCKED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
