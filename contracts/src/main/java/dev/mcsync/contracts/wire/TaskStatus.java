package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.json.WireName;
import java.util.Locale;

/** How far the current attempt has come, as the agent or the server's clock reported it. */
public enum TaskStatus implements WireName {
    QUEUED,
    ACK,
    RUNNING,
    DONE,
    FAILED,
    TIMEOUT;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    @Override
    public String wireName() {
        return wireName;
    }

    /**
     * No report of the same attempt changes it any more. A timeout is a suspicion, so it is not
     * final.
     */
    public boolean isFinal() {
        return this == DONE || this == FAILED;
    }

    /** The attempt is over, whether by a report or by the clock. */
    public boolean isEnded() {
        return isFinal() || this == TIMEOUT;
    }
}
