package dev.mcsync.infra.backing;

import dev.mcsync.db.PostgresAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The real one, as a child process between clients and one database. */
final class PgBouncer implements AutoCloseable {

    /** Where {@code ./mc-sync test} has put it, beside the PATH, with the libraries it needs. */
    private static final Path FETCHED = Path.of("..", "..", "target", "tools", "usr");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String CONFIG =
            """
            [databases]
            * = host=127.0.0.1 port=%d

            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = %d
            unix_socket_dir =
            auth_type = plain
            auth_file = %s
            default_pool_size = 20
            """;

    private final ChildProcess process;
    private final PostgresAddress address;

    private PgBouncer(ChildProcess process, PostgresAddress address) {
        this.process = process;
        this.address = address;
    }

    /** The program; empty where it is not installed. */
    static Optional<Path> program() {
        return Programs.find("pgbouncer", FETCHED.resolve("sbin"), Path.of("/usr/sbin"));
    }

    /**
     * Returns when it takes connections.
     *
     * @param settings lines of its file
     */
    static PgBouncer start(Path program, Path directory, PostgresAddress database, String settings)
            throws IOException {
        Files.createDirectories(directory);
        Path users = directory.resolve("users.txt");
        Files.writeString(users, "\"%s\" \"%s\"\n".formatted(database.user(), database.password()));
        int port = LoopbackPorts.free();
        Path config = directory.resolve("pgbouncer.ini");
        Files.writeString(config, CONFIG.formatted(database.port(), port, users) + settings + "\n");
        Unprivileged user = Unprivileged.detect();
        user.handOver(directory);
        List<String> command = new ArrayList<>(List.of("env", "LD_LIBRARY_PATH=" + libraries()));
        command.addAll(List.of(program.toAbsolutePath().toString(), config.toString()));
        ChildProcess process =
                ChildProcess.start(user.command(command), directory.resolve("pgbouncer.log"));
        PgBouncer started = new PgBouncer(process, database.through(port));
        if (!Patience.await(LIMIT, () -> !process.isAlive() || listens(port))
                || !process.isAlive()) {
            started.close();
            throw new BackingFailedException("PgBouncer did not start: " + process.lastWords());
        }
        return started;
    }

    /** Of the database, by way of it. */
    PostgresAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.running().stop(RunningProcess.Signal.TERM, LIMIT);
    }

    private static String libraries() throws IOException {
        Path lib = FETCHED.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return "";
        }
        try (var directories = Files.list(lib)) {
            return String.join(
                    ":", directories.map(each -> each.toAbsolutePath().toString()).toList());
        }
    }

    private static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
