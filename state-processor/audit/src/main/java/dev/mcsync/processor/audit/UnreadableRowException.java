package dev.mcsync.processor.audit;

import org.jspecify.annotations.Nullable;

/** A row of tasks or agents that holds what no fact could have written. */
final class UnreadableRowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRowException(@Nullable String message) {
        super(message);
    }

    UnreadableRowException(RuntimeException refusal) {
        super(refusal.getMessage(), refusal);
    }
}
