package dev.mcsync.infra.backing;

import dev.mcsync.db.Encryption;
import dev.mcsync.db.PostgresAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL as a child process, with the durability that the product's guarantees need:
 * fsync, synchronous commits, full page writes and data checksums. It listens on the loopback
 * interface only and keeps its data across restarts. The caller must hold the directory alone
 * ({@link DirectoryLock}): a server that already runs in it is taken for the orphan of a killed run
 * and stopped.
 */
public final class PostgresServer implements BackingServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final int CONNECT_LIMIT_SECONDS = 2;

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "full_page_writes", "on",
                    // So that the trace of a task can tell when each fact was committed.
                    "track_commit_timestamp", "on",
                    "listen_addresses", "127.0.0.1",
                    "unix_socket_directories", "",
                    "max_connections", "200",
                    "timezone", "UTC",
                    "log_timezone", "UTC");

    private final PostgresFiles files;
    private final int port;
    private final Optional<Authority> authority;
    private final List<String> command;
    private ChildProcess process;

    private PostgresServer(
            PostgresFiles files, int port, Optional<Authority> authority, List<String> command) {
        this.files = files;
        this.port = port;
        this.authority = authority;
        this.command = command;
        this.process = launch();
    }

    /**
     * Returns when the database {@code mcsync} takes connections.
     *
     * @throws PortTakenException when another program listens on the port
     * @throws BackingFailedException also when the server would run without its durability
     */
    public static PostgresServer start(Path directory, int port) {
        return start(directory, port, Optional.empty());
    }

    /**
     * One that lets the product's roles in under TLS alone, where there is an authority to vouch
     * for it; each of them with rights of its own.
     */
    public static PostgresServer start(Path directory, int port, Optional<Authority> authority) {
        return start(directory, port, authority, Unprivileged.detect());
    }

    static PostgresServer start(
            Path directory, int port, Optional<Authority> authority, Unprivileged user) {
        PostgresFiles files = new PostgresFiles(directory.toAbsolutePath().normalize());
        stopOrphan(directory);
        LoopbackPorts.requireFree(port, "PostgreSQL");
        PostgresBinaries binaries = PostgresBinaries.unpackBelow(user.cache(files.directory()));
        files.initialiseIfNew(binaries, user);
        authority.ifPresent(vouching -> {
            files.secure(vouching);
            user.handOver(files.directory());
        });
        List<String> command = user.command(postgres(binaries, files, port, authority.isPresent()));
        return new PostgresServer(files, port, authority, command);
    }

    /** Stops the server that a killed run left in the directory; tells its process id. */
    public static Optional<Long> stopOrphan(Path directory) {
        Optional<RunningProcess> orphan =
                new PostgresFiles(directory.toAbsolutePath().normalize()).findPostmaster();
        orphan.ifPresent(process -> process.stop(RunningProcess.Signal.INT, STOP_LIMIT));
        return orphan.map(RunningProcess::pid);
    }

    /** Whether other users have to be let through to the directory of a server started here. */
    static boolean runsAsAnotherUser() {
        return Unprivileged.detect() == Unprivileged.BY_OTHER_USER;
    }

    /** Its user owns the database, may create others, and is no superuser. */
    public PostgresAddress address() {
        return address(DatabaseRole.OWNER);
    }

    /** The address for that role; the owner's where the server tells none apart. */
    public PostgresAddress address(DatabaseRole role) {
        if (authority.isEmpty()) {
            return new PostgresAddress(
                    PostgresSetup.NAME, files.password(), "127.0.0.1", port, PostgresSetup.NAME);
        }
        return new PostgresAddress(
                role.roleName(),
                role == DatabaseRole.READER ? "" : files.password(role),
                List.of(new PostgresAddress.Server("127.0.0.1", port)),
                PostgresSetup.NAME,
                new Encryption(
                        "verify-full",
                        authority.get().certificate().toString(),
                        role == DatabaseRole.READER ? certificate(authority.get()) : null));
    }

    private static Encryption.ClientCertificate certificate(Authority authority) {
        Authority.Issued own = authority.forClient(DatabaseRole.READER.roleName());
        return new Encryption.ClientCertificate(own.certificate().toString(), own.key().toString());
    }

    public int port() {
        return port;
    }

    @Override
    public synchronized long pid() {
        return process.running().pid();
    }

    @Override
    public Path log() {
        return files.log();
    }

    @Override
    public synchronized boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void awaitExit() {
        current().awaitExit();
    }

    @Override
    public synchronized void kill() {
        process.running().killWithChildren();
    }

    @Override
    public synchronized void restart() {
        close();
        process = launch();
    }

    /** Copies what it holds while it serves, for a server that is started in that directory. */
    public void copyTo(Path directory) {
        PostgresFiles copy = new PostgresFiles(directory.toAbsolutePath().normalize());
        try (Connection superuser = superuser(files, port).getConnection()) {
            copy.takePasswordOf(files);
            BaseBackup.take(files.data(), copy.data(), superuser);
        } catch (SQLException e) {
            throw new BackingFailedException("PostgreSQL cannot be copied", e);
        }
        Unprivileged.detect().handOver(copy.directory());
    }

    /**
     * Copies it for a server that then follows this one, until it is promoted. The log is kept for
     * as long as the other needs it.
     *
     * @param door the port by which the other reaches this one
     */
    public void copyForReplica(Path directory, int door) {
        String slot = "replica_" + door;
        asSuperuser("select pg_create_physical_replication_slot('" + slot + "', true)");
        copyTo(directory);
        PostgresFiles copy = new PostgresFiles(directory.toAbsolutePath().normalize());
        copy.follow(door, slot);
        Unprivileged.detect().handOver(copy.directory());
    }

    /** Ends the following of a replica: it takes writes when this returns. */
    public void promote() {
        asSuperuser("select pg_promote(true, " + START_LIMIT.toSeconds() + ")");
    }

    /** Trades its data for those in another directory; neither server may run. */
    public synchronized void tradeDataWith(Path directory) {
        files.tradeDataWith(new PostgresFiles(directory.toAbsolutePath().normalize()));
    }

    @Override
    public Duration stopLimit() {
        return STOP_LIMIT;
    }

    @Override
    public synchronized void close() {
        if (process.isAlive()) {
            process.running().stop(RunningProcess.Signal.INT, STOP_LIMIT);
        }
    }

    private static List<String> postgres(
            PostgresBinaries binaries, PostgresFiles files, int port, boolean isSecured) {
        List<String> command = new ArrayList<>();
        command.add(binaries.program("postgres"));
        command.addAll(List.of("-D", files.data().toString(), "-p", Integer.toString(port)));
        Map<String, String> settings = new HashMap<>(SETTINGS);
        if (isSecured) {
            settings.put("ssl", "on");
            settings.put("ssl_cert_file", files.certificate().toString());
            settings.put("ssl_key_file", files.key().toString());
            settings.put("ssl_ca_file", files.authorityCertificate().toString());
            settings.put("hba_file", files.rules().toString());
        }
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return List.copyOf(command);
    }

    private synchronized ChildProcess current() {
        return process;
    }

    private ChildProcess launch() {
        LoopbackPorts.requireFree(port, "PostgreSQL");
        ChildProcess started = ChildProcess.start(command, files.log());
        try {
            awaitReady(started);
            return started;
        } catch (RuntimeException e) {
            started.running().killWithChildren();
            throw e;
        }
    }

    private void awaitReady(ChildProcess started) {
        PGSimpleDataSource superuser = superuser(files, port);
        boolean ready =
                Patience.await(START_LIMIT, () -> !started.isAlive() || accepts(superuser))
                        && started.isAlive();
        if (!ready) {
            throw new BackingFailedException(
                    "PostgreSQL did not start on port " + port + ": " + started.lastWords());
        }
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            PostgresSetup.requireDurability(statement);
            new PostgresSetup(files, authority.isPresent()).createIfNew(statement);
        } catch (SQLException e) {
            throw new BackingFailedException("PostgreSQL could not be prepared", e);
        }
    }

    private void asSuperuser(String query) {
        try (Connection connection = superuser(files, port).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(query);
        } catch (SQLException e) {
            throw new BackingFailedException("PostgreSQL refuses: " + query, e);
        }
    }

    private static PGSimpleDataSource superuser(PostgresFiles files, int port) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser(PostgresFiles.SUPERUSER);
        source.setPassword(files.password());
        source.setConnectTimeout(CONNECT_LIMIT_SECONDS);
        return source;
    }

    private static boolean accepts(PGSimpleDataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(CONNECT_LIMIT_SECONDS);
        } catch (SQLException _) {
            return false;
        }
    }
}
