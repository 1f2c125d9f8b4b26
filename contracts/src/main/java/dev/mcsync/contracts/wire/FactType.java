package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** What kind of thing happened to a task: {@code type} of its facts and of their outcomes. */
public enum FactType implements WireName {
    ACK,
    RUNNING,
    PROGRESS,
    DONE,
    FAILED,
    CREATED,
    MOVED,
    RETRIED,
    CANCELLED,
    DEADLINE_PASSED,
    ADOPTED,
    RESTARTED,
    REPAIRED,
    ARCHIVED,
    ANSWERED,
    NOTED,
    EDITED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }
}
