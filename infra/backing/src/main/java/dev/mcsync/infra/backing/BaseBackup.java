package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A copy of a server's files while it serves, in the steps of {@code pg_basebackup}, which is not
 * among the programs here: between the two calls files are copied as they come, and what changed
 * meanwhile is in the write-ahead log that is copied last. The copy ends where the log ended then.
 */
final class BaseBackup {

    /** What a server makes anew at its start, or must not find. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "pg_wal",
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> LOCKS = Set.of("postmaster.pid", "postmaster.opts");
    private static final String LOG_FILE = "[0-9A-F]{24}";

    private final Path from;
    private final Path to;

    private BaseBackup(Path from, Path to) {
        this.from = from;
        this.to = to;
    }

    /**
     * @param from the data of the running server
     * @param to where nothing is yet
     * @param superuser a session that is this copy's alone
     */
    static void take(Path from, Path to, Connection superuser) {
        try {
            new BaseBackup(from, to).take(superuser);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + from + " to " + to, e);
        } catch (SQLException e) {
            throw new BackingFailedException("PostgreSQL cannot be copied", e);
        }
    }

    private void take(Connection superuser) throws IOException, SQLException {
        Files.createDirectories(
                to,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try (Statement statement = superuser.createStatement()) {
            String first =
                    text(statement, "select pg_walfile_name(pg_backup_start('mc-sync', true))");
            Files.walkFileTree(from, new Copying());
            String label = text(statement, "select labelfile from pg_backup_stop(false)");
            Files.writeString(to.resolve("backup_label"), label);
            copyLog(first, text(statement, "select pg_walfile_name(pg_current_wal_insert_lsn())"));
        }
    }

    /** Files of the log that are kept for later lie behind the last one. */
    private void copyLog(String first, String last) throws IOException {
        Path log = Files.createDirectories(to.resolve("pg_wal"));
        Files.createDirectories(log.resolve("archive_status"));
        try (Stream<Path> files = Files.list(from.resolve("pg_wal"))) {
            for (Path file : files.toList()) {
                String name = nameOf(file);
                boolean isNeeded =
                        name.matches(LOG_FILE)
                                && name.compareTo(first) >= 0
                                && name.compareTo(last) <= 0;
                if (isNeeded || name.endsWith(".history")) {
                    Files.copy(file, log.resolve(name));
                }
            }
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new BackingFailedException("PostgreSQL answers nothing to " + query);
            }
            return row.getString(1);
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName());
    }

    private final class Copying extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
            if (!directory.equals(from)) {
                Files.createDirectories(to.resolve(from.relativize(directory)));
            }
            boolean isLeftOut =
                    from.equals(directory.getParent()) && LEFT_OUT.contains(nameOf(directory));
            return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!LOCKS.contains(nameOf(file))) {
                try {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            StandardCopyOption.REPLACE_EXISTING);
                } catch (NoSuchFileException _) {
                    // Removed while the copy was made, as the log will say.
                    return FileVisitResult.CONTINUE;
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }
}
