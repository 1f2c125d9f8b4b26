package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** What an agent may report of its attempt. */
public enum ReportType implements WireName {
    ACK,
    RUNNING,
    PROGRESS,
    DONE,
    FAILED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
