package dev.mcsync.db;

/** The schema could not be brought up to date; what was done before the failing step stays. */
final class DatabaseMigrationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseMigrationException(String message, Throwable cause) {
        super(message, cause);
    }
}
