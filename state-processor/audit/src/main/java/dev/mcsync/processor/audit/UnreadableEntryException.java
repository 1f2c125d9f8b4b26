package dev.mcsync.processor.audit;

import dev.mcsync.processor.row.UnreadableRowException;

/** A row of the ledger that no processor could have written. */
final class UnreadableEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEntryException(long id, UnreadableRowException cause) {
        super("entry " + id + " cannot be read: " + cause.getMessage(), cause);
    }
}
