package dev.mcsync.processor.row;

import org.jspecify.annotations.Nullable;

/** A row of tasks, agents or their history that holds what no fact could have written. */
public final class UnreadableRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRowException(@Nullable String message) {
        super(message);
    }

    UnreadableRowException(RuntimeException refusal) {
        super(refusal.getMessage(), refusal);
    }
}
