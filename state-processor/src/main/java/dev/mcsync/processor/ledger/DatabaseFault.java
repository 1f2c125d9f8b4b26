package dev.mcsync.processor.ledger;

import io.r2dbc.spi.R2dbcException;
import java.util.Optional;

/** What a failure says of the database, for those who do not know its driver. */
public enum DatabaseFault {
    /** Away, shutting down, too slow, or unable to write, as a replica is. */
    NO_ANSWER,
    /** SQLSTATE 53100. */
    NO_ROOM;

    private static final String DISK_FULL = "53100";

    /** Nothing where the failure itself is not the database's, whatever caused it. */
    public static Optional<DatabaseFault> of(Throwable failure) {
        return failure instanceof R2dbcException refused
                ? Optional.of(DISK_FULL.equals(refused.getSqlState()) ? NO_ROOM : NO_ANSWER)
                : Optional.empty();
    }
}
