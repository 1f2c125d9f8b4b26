package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Ports that a process of ours has chosen and may not listen on yet: a lock on as many bytes of one
 * file, which ends with the process. Between a choice and its use there may be seconds, and the
 * tests of several modules choose at once.
 */
final class PortReservations {
    private static final Logger log = System.getLogger(PortReservations.class.getName());

    /** The same for all processes, whatever each takes for its own temporary files. */
    private static final Path SHARED = Path.of("/tmp");

    /** Stays open: to close it would give up what this process holds. */
    private static final @Nullable FileChannel CHANNEL = open();

    /** Java forgets a lock that nobody refers to, and would give it to this process again. */
    private static final Queue<FileLock> HELD = new ConcurrentLinkedQueue<>();

    private PortReservations() {}

    /** False when a process has it, be it this one; true where nothing can be reserved. */
    static boolean take(int port) {
        if (CHANNEL == null) {
            return true;
        }
        try {
            @Nullable FileLock lock = CHANNEL.tryLock(port, 1, false);
            return lock != null && HELD.add(lock);
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reserve port " + port, e);
        }
    }

    private static @Nullable FileChannel open() {
        Path directory =
                Optional.of(SHARED)
                        .filter(Files::isWritable)
                        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        try {
            return FileChannel.open(
                    directory.resolve("mc-sync-ports.lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            // Another user's, who keeps it to himself: as before there were reservations.
            log.log(Level.DEBUG, "Ports are chosen without being reserved", e);
            return null;
        }
    }
}
