package dev.mcsync.contracts.wire;

import org.jspecify.annotations.Nullable;

/**
 * What is said of an attempt.
 *
 * @param progress percent, 0–100
 */
public record Remark(
        @Nullable String message, @Nullable Integer progress, @Nullable String errorCode) {

    public static final Remark NONE = new Remark(null, null, null);

    /** What was said stays until something else is said. */
    public Remark then(@Nullable String newMessage, @Nullable Integer newProgress) {
        return new Remark(
                newMessage == null ? message : newMessage,
                newProgress == null ? progress : newProgress,
                errorCode);
    }

    public Remark withErrorCode(@Nullable String code) {
        return new Remark(message, progress, code);
    }
}
