package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** How a row or a published snapshot was found to differ from what the ledger says. */
public enum Drift implements WireName {
    /** The row holds something else than the fold of its ledger. */
    ROW_EDITED,
    /** There is a ledger and no row. */
    ROW_MISSING,
    /** The row holds what no fact could have written. */
    ROW_UNREADABLE,
    /** Nothing was published about a row. */
    SNAPSHOT_MISSING,
    /** What was published last is an older version than the row. */
    SNAPSHOT_STALE,
    /** What was published last has the row's version, or a newer one, and another content. */
    SNAPSHOT_DIFFERS,
    /** Something is published, and there is neither a row nor a ledger. */
    SNAPSHOT_ORPHAN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Whether the row is what differs, rather than what was published. */
    public boolean isOfRow() {
        return this == ROW_EDITED || this == ROW_MISSING || this == ROW_UNREADABLE;
    }

    @Override
    public String wireName() {
        return wireName;
    }
}
