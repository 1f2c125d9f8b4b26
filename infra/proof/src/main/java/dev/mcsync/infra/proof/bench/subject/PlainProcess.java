package dev.mcsync.infra.proof.bench.subject;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.proof.bench.load.Address;
import dev.mcsync.infra.proof.bench.plain.PlainDatabase;
import dev.mcsync.infra.proof.bench.plain.PlainEndpoint;
import dev.mcsync.infra.proof.system.ChildClassPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The plain yardstick in a JVM of its own, with the options that the product's has. */
final class PlainProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int STOP_LIMIT_SECONDS = 10;

    private final Process process;
    private final int port;
    private final PostgresAddress database;

    private PlainProcess(Process process, int port, PostgresAddress database) {
        this.process = process;
        this.port = port;
        this.database = database;
    }

    /** Returns when it takes calls. */
    static PlainProcess start(PostgresAddress ofProduct, Path log) {
        try {
            PostgresAddress database = PlainDatabase.create(ofProduct);
            int port = LoopbackPorts.free();
            Process process = launch(port, database, log);
            PlainProcess started = new PlainProcess(process, port, database);
            started.awaitReady(log);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the plain endpoint", e);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot create the database of the plain endpoint", e);
        }
    }

    Subject subject() {
        return new Subject(
                Subject.PLAIN,
                new Address(URI.create("http://127.0.0.1:" + port), "none", false),
                database);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static Process launch(int port, PostgresAddress database, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        ChildClassPath.current(),
                        PlainEndpoint.class.getName(),
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--" + PlainEndpoint.DATABASE + "=" + database.urlWithPassword()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private void awaitReady(Path log) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException(
                        "Expected the plain endpoint to start within %s; see %s"
                                .formatted(START_LIMIT, log));
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
