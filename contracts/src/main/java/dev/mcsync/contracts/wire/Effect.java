package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** What a fact did to its task: changed it, came too late to, or was not allowed to. */
public enum Effect implements WireName {
    APPLIED,
    LATE,
    REFUSED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
