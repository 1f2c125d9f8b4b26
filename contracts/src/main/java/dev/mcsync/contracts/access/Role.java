package dev.mcsync.contracts.access;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** Who a token speaks for. */
public enum Role implements WireName {
    PANEL,
    AGENT,
    INTERNAL,
    /** May do what every other role may. */
    ADMIN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
