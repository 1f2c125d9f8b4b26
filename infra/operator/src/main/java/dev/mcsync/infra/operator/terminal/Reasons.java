package dev.mcsync.infra.operator.terminal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why something failed, in words for the terminal: the innermost cause knows it best. */
public final class Reasons {
    private Reasons() {}

    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        return switch (cause) {
            case AccessDeniedException e -> "access to " + e.getFile() + " is denied";
            case FileAlreadyExistsException e -> e.getFile() + " is not a directory";
            case NoSuchFileException e -> e.getFile() + " cannot be made or found";
            case NotDirectoryException e -> e.getFile() + " is not a directory";
            case FileSystemException e -> e.getFile() + ": " + orClass(e.getReason(), e);
            default -> orClass(cause.getMessage(), cause);
        };
    }

    private static String orClass(@Nullable String message, Throwable failure) {
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
