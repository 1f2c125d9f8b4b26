package dev.mcsync.infra.backing;

/** Who comes to the database. Where it does not ask, all are the owner. */
public enum DatabaseRole {
    /** Brings the schema up to date. */
    OWNER("mcsync"),
    /** The services: no change to the schema, and to the ledger only more. */
    APP("mcsync_app"),
    /** Reads. */
    READER("mcsync_reader");

    private final String roleName;

    DatabaseRole(String roleName) {
        this.roleName = roleName;
    }

    String roleName() {
        return roleName;
    }
}
