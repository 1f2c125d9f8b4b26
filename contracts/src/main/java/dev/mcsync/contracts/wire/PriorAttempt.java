package dev.mcsync.contracts.wire;

import dev.mcsync.contracts.id.CommandId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an earlier attempt at the task ended. */
public record PriorAttempt(
        CommandId commandId,
        int attempt,
        TaskStatus status,
        @Nullable String errorCode,
        @Nullable String message,
        Instant endedAt) {}
