package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A temporary home for a broker and a database, gone when it is closed. What a killed run could not
 * clean up, its processes included, the next one does.
 */
public final class EphemeralDirectory implements AutoCloseable {
    private static final String PREFIX = "mc-sync-ephemeral-";

    /** A younger one may have been created by a run that has not yet come to lock it. */
    private static final Duration LEAST_AGE = Duration.ofMinutes(1);

    private final Path path;
    private final DirectoryLock lock;

    private EphemeralDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    public static EphemeralDirectory create() {
        sweep();
        try {
            Path path = Files.createTempDirectory(PREFIX);
            return new EphemeralDirectory(path, DirectoryLock.tryAcquire(path).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary directory", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Where the broker's files belong, for a later run to find an orphan. */
    public Path kafka() {
        return kafkaIn(path);
    }

    /** Where the database's files belong, for a later run to find an orphan. */
    public Path postgres() {
        return postgresIn(path);
    }

    /** The processes in it must have been stopped before. */
    @Override
    public void close() {
        lock.close();
        FileTree.delete(path);
    }

    private static void sweep() {
        for (Path abandoned : candidates()) {
            Optional<DirectoryLock> lock = DirectoryLock.tryAcquire(abandoned);
            if (lock.isPresent()) {
                try (DirectoryLock _ = lock.get()) {
                    KafkaBroker.stopOrphan(kafkaIn(abandoned));
                    PostgresServer.stopOrphan(postgresIn(abandoned));
                    FileTree.delete(abandoned);
                }
            }
        }
    }

    private static List<Path> candidates() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        FileTime newest = FileTime.from(Instant.now().minus(LEAST_AGE));
        try (Stream<Path> directories = Files.list(parent)) {
            return directories
                    .filter(path -> path.getFileName().toString().startsWith(PREFIX))
                    .filter(path -> Files.isDirectory(path) && Files.isWritable(path))
                    .filter(path -> createdBefore(path, newest))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look through " + parent, e);
        }
    }

    /** False for one that another run is deleting at this moment. */
    private static boolean createdBefore(Path path, FileTime newest) {
        try {
            return Files.getLastModifiedTime(path).compareTo(newest) < 0;
        } catch (IOException _) {
            return false;
        }
    }

    private static Path kafkaIn(Path path) {
        return path.resolve("kafka");
    }

    private static Path postgresIn(Path path) {
        return path.resolve("postgres");
    }
}
