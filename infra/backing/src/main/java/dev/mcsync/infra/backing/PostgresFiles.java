package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a PostgreSQL keeps in its directory: data, log and the password of its roles. */
record PostgresFiles(Path directory) {
    static final String SUPERUSER = "postgres";

    private static final int PASSWORD_BYTES = 24;

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("postgres.log");
    }

    /** Hexadecimal digits only, so that it needs no escaping in an address or a statement. */
    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + passwordFile(), e);
        }
    }

    /** Of a role beside the owner; made where there is none. */
    String password(DatabaseRole role) {
        if (role == DatabaseRole.OWNER) {
            return password();
        }
        Path file = directory.resolve("password." + role.roleName());
        try {
            if (!Files.exists(file)) {
                writeRandom(file);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep " + file, e);
        }
    }

    Path certificate() {
        return directory.resolve("server.crt");
    }

    Path key() {
        return directory.resolve("server.key");
    }

    Path authorityCertificate() {
        return directory.resolve("authority.crt");
    }

    Path rules() {
        return directory.resolve("pg_hba.conf");
    }

    /**
     * Lets the product's roles in under TLS alone, the reader by his certificate; the superuser,
     * who is this program, from this machine.
     */
    void secure(Authority authority) {
        Authority.Issued shown = authority.forServer("postgres");
        try {
            Files.copy(
                    authority.certificate(),
                    authorityCertificate(),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.copy(shown.certificate(), certificate(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(
                    shown.key(),
                    key(),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            Files.writeString(
                    rules(),
                    """
                    host    all         %1$s  127.0.0.1/32  scram-sha-256
                    host    replication %1$s  127.0.0.1/32  scram-sha-256
                    hostssl all         %2$s  127.0.0.1/32  cert
                    hostssl all         all   127.0.0.1/32  scram-sha-256
                    """
                            .formatted(SUPERUSER, DatabaseRole.READER.roleName()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot secure PostgreSQL in " + directory, e);
        }
    }

    /** Into a directory aside, so that a run killed midway leaves nothing that looks complete. */
    void initialiseIfNew(PostgresBinaries binaries, Unprivileged user) {
        if (Files.isDirectory(data())) {
            return;
        }
        Path fresh = directory.resolve("data.initialising");
        try {
            FileTree.delete(fresh);
            Files.createDirectories(fresh);
            writeRandom(passwordFile());
            user.handOver(directory);
            Command.require(user.command(initdb(binaries, fresh)));
            Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot initialise PostgreSQL in " + directory, e);
        }
    }

    /** Whoever has a copy of the data has the roles that are in it. */
    void takePasswordOf(PostgresFiles other) {
        try {
            Files.createDirectories(directory);
            Files.copy(
                    other.passwordFile(),
                    passwordFile(),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + passwordFile(), e);
        }
    }

    /** Its server will follow the one behind a port, from which the data are a copy. */
    void follow(int port, String slot) {
        String lines =
                """
                primary_conninfo = 'host=127.0.0.1 port=%d user=%s password=%s'
                primary_slot_name = '%s'
                """
                        .formatted(port, SUPERUSER, password(), slot);
        try {
            Files.writeString(
                    data().resolve("postgresql.auto.conf"), lines, StandardOpenOption.APPEND);
            Files.createFile(data().resolve("standby.signal"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a replica in " + directory, e);
        }
    }

    void tradeDataWith(PostgresFiles other) {
        Path aside = directory.resolve("data.aside");
        try {
            Files.move(data(), aside, StandardCopyOption.ATOMIC_MOVE);
            Files.move(other.data(), data(), StandardCopyOption.ATOMIC_MOVE);
            Files.move(aside, other.data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot trade the data of " + directory, e);
        }
    }

    /** The postmaster that PostgreSQL's own lock file names, if it lives and serves this data. */
    Optional<RunningProcess> findPostmaster() {
        Path lockFile = data().resolve("postmaster.pid");
        if (!Files.exists(lockFile)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(lockFile);
            return lines.isEmpty()
                    ? Optional.empty()
                    : RunningProcess.find(Long.parseLong(lines.getFirst().strip()))
                            .filter(process -> process.hasArgument(data().toString()));
        } catch (NumberFormatException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + lockFile, e);
        }
    }

    private List<String> initdb(PostgresBinaries binaries, Path target) {
        return List.of(
                binaries.program("initdb"),
                "--pgdata=" + target,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile(),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--data-checksums");
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    private static void writeRandom(Path file) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, HexFormat.of().formatHex(random));
    }
}
