package dev.mcsync.contracts.access;

/** Who a token speaks for. */
public enum Role {
    PANEL,
    AGENT,
    INTERNAL,
    /** May do what every other role may. */
    ADMIN
}
