package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** Whether an agent has been heard of within the limit. */
public enum Presence implements WireName {
    ONLINE,
    OFFLINE;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
