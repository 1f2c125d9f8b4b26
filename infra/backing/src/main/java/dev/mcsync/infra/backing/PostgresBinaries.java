package dev.mcsync.infra.backing;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs for this operating system, unpacked once into a directory. */
record PostgresBinaries(Path directory) {
    private static final int NAME_DIGITS = 16;
    private static final int OWNER_EXECUTE = 0100;

    String program(String name) {
        return directory.resolve("bin").resolve(name).toString();
    }

    /**
     * Unpacks below the parent under a name made of the archive's hash; what is there already is
     * used. Several processes may do this at once: the first to move its copy into place wins.
     */
    static PostgresBinaries unpackBelow(Path parent) {
        try {
            byte[] archive = archive();
            Path target = parent.resolve("postgres-" + fingerprint(archive));
            if (!Files.isDirectory(target)) {
                Files.createDirectories(parent);
                Path fresh = Files.createTempDirectory(parent, "postgres-unpacking-");
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(archive, fresh);
                moveIntoPlace(fresh, target);
            }
            return new PostgresBinaries(target);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL below " + parent, e);
        }
    }

    private static byte[] archive() throws IOException {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
        try (InputStream archive =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                        system, System.getProperty("os.arch"))) {
            return archive.readAllBytes();
        }
    }

    private static String fingerprint(byte[] archive) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new BufferedInputStream(
                                new XZCompressorInputStream(new ByteArrayInputStream(archive))))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(entry, tar, target);
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path target)
            throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("The archive names a file outside of itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            createReadableDirectories(target, file);
            return;
        }
        createReadableDirectories(target, file.resolveSibling(".").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, file);
            boolean executable = (entry.getMode() & OWNER_EXECUTE) != 0;
            Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Also where this process keeps its files to itself: another user may run the programs. */
    private static void createReadableDirectories(Path target, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Path path = directory;
                !path.equals(target);
                path = path.resolveSibling(".").normalize()) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void moveIntoPlace(Path fresh, Path target) throws IOException {
        try {
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            FileTree.delete(fresh);
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }
}
