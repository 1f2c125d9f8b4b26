package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to run processes in a data directory. The operating system gives it up when its holder
 * dies, however it dies; so whoever holds it knows that any broker or database still running in the
 * directory is an orphan.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String FILE_NAME = "lock";

    /**
     * What this process holds. The operating system's lock belongs to the process, and closing any
     * channel to the file gives it up; so a directory that is ours must not even be tried again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path directory;

    private DirectoryLock(FileChannel channel, Path directory) {
        this.channel = channel;
        this.directory = directory;
    }

    /** Empty when another process, or this one, holds the lock already. */
    public static Optional<DirectoryLock> tryAcquire(Path directory) {
        try {
            Path real = Files.createDirectories(directory).toRealPath();
            return HELD.add(real) ? tryLock(real) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot lock the data directory " + directory, e);
        }
    }

    private static Optional<DirectoryLock> tryLock(Path directory) throws IOException {
        boolean isLocked = false;
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(
                            directory.resolve(FILE_NAME),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            isLocked = channel.tryLock() != null;
            return isLocked ? Optional.of(new DirectoryLock(channel, directory)) : Optional.empty();
        } finally {
            if (!isLocked) {
                HELD.remove(directory);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot release the lock of the data directory", e);
        } finally {
            HELD.remove(directory);
        }
    }
}
