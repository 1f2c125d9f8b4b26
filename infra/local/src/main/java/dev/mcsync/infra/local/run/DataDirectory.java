package dev.mcsync.infra.local.run;

import static java.util.Objects.requireNonNull;

import dev.mcsync.infra.backing.Authority;
import dev.mcsync.infra.backing.DirectoryLock;
import dev.mcsync.infra.backing.EphemeralDirectory;
import dev.mcsync.infra.backing.LogSecurity;
import dev.mcsync.infra.backing.PrivateFiles;
import dev.mcsync.infra.operator.terminal.Reasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where everything of a run is kept, held by this process alone while it is open. */
final class DataDirectory implements AutoCloseable {
    /** What a run makes before all else; where one of these is, it is ours. */
    private static final Set<String> MADE_FIRST = Set.of("kafka", "postgres", "token");

    /** What a start that failed early may have left. */
    private static final Set<String> OURS =
            Set.of(
                    "logs",
                    "tmp",
                    "security",
                    "discord.jsonl",
                    "ports.properties",
                    "run.json",
                    ".lock",
                    "lock");

    private final Path path;
    private final AutoCloseable hold;

    private DataDirectory(Path path, AutoCloseable hold) {
        this.path = path;
        this.hold = hold;
    }

    /**
     * @param path null for a directory that is deleted when it is closed
     * @throws RunFailedException when another run holds it, or nothing can be kept there
     */
    static DataDirectory open(@Nullable Path path) {
        if (path == null) {
            EphemeralDirectory ephemeral = EphemeralDirectory.create();
            return new DataDirectory(ephemeral.path(), ephemeral);
        }
        Path absolute = path.toAbsolutePath();
        DataDirectoryName.check(absolute);
        try {
            refuseWhatIsSomebodysOwn(absolute);
            DirectoryLock lock =
                    DirectoryLock.tryAcquire(absolute).orElseThrow(() -> inUse(absolute));
            Path real = absolute.toRealPath();
            RunFile.delete(real);
            return new DataDirectory(real, lock);
        } catch (IOException e) {
            throw unusable(absolute, e);
        } catch (UncheckedIOException e) {
            throw unusable(absolute, requireNonNull(e.getCause()));
        }
    }

    /**
     * Closes it, and what an earlier run left in it, to the other users of the machine.
     *
     * @return false where the system or the file system keeps no permissions
     */
    boolean closeToOthers() {
        boolean isClosed = PrivateFiles.close(path, postgres());
        return PrivateFiles.fromNowOn() && isClosed;
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    /** Who vouches for broker and database; there from the first call. */
    Authority authority() {
        return Authority.in(path.resolve("security").resolve("authority"));
    }

    LogSecurity logSecurity(Authority authority) {
        return LogSecurity.in(path.resolve("security").resolve("log"), authority);
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path discord() {
        return path.resolve("discord.jsonl");
    }

    /** There from the first call. */
    Path temporary() {
        try {
            return Files.createDirectories(path.resolve("tmp"));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    RememberedPorts ports() {
        return new RememberedPorts(path.resolve("ports.properties"));
    }

    String token() {
        return Secrets.keptIn(path.resolve("token"));
    }

    @Override
    public void close() {
        try {
            hold.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new RunFailedException("The data directory " + path + " was not released", e);
        }
    }

    /**
     * It is closed to all others, with all that is in it, so it must not be a directory that serves
     * something else as well: {@code /tmp}, or somebody's home.
     */
    private static void refuseWhatIsSomebodysOwn(Path path) throws IOException {
        if (!Files.isDirectory(path)
                || MADE_FIRST.stream().map(path::resolve).anyMatch(Files::exists)) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (entries.anyMatch(entry -> !OURS.contains(entry.getFileName().toString()))) {
                throw new RunFailedException(
                        "The data directory "
                                + path
                                + " cannot be used: it holds files that are not of mc-sync. Choose a"
                                + " new or an empty one.");
            }
        }
    }

    private static RunFailedException unusable(Path path, IOException e) {
        return new RunFailedException(
                "The data directory " + path + " cannot be used: " + Reasons.of(e) + ".", e);
    }

    private static RunFailedException inUse(Path path) {
        String where =
                RunFile.find(path)
                        .map(run -> " at " + run.url() + " (process " + run.pid() + ")")
                        .orElse("");
        return new RunFailedException(
                "mc-sync is already running"
                        + where
                        + " with the data directory "
                        + path
                        + ". Stop it first, or choose another with --data-dir.");
    }
}
