package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** Why an agent that is offline is not missed. Its next sign of life brings it back. */
public enum Departure implements WireName {
    /** It said so itself. */
    GOODBYE,
    /** A person, or a long silence, took it off the list. */
    RETIRED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
