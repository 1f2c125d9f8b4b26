package dev.mcsync.infra.proof.system;

import dev.mcsync.infra.local.run.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One service in a JVM of its own, always under the same name, port and settings. Safe for use by
 * the thread that harms it and those that look at it.
 */
public final class ServiceProcess implements AutoCloseable {

    private static final int EXIT_LIMIT_SECONDS = 20;
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Xmx320m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final String label;
    private final int port;
    private final Class<?> mainClass;
    private final List<String> arguments;
    private final Map<String, String> environment;
    private final Path log;
    private final HttpClient http;
    private volatile String classPath = ChildClassPath.current();
    private volatile List<String> extraOptions = List.of();
    private volatile @Nullable Process process;
    private volatile int starts;

    ServiceProcess(
            String label,
            int port,
            Class<?> mainClass,
            List<String> arguments,
            Map<String, String> environment,
            Path log,
            HttpClient http) {
        this.label = label;
        this.port = port;
        this.mainClass = mainClass;
        this.arguments = List.copyOf(arguments);
        this.environment = Map.copyOf(environment);
        this.log = log;
        this.http = http;
    }

    public String label() {
        return label;
    }

    /** Where its health and metrics are. */
    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public Path log() {
        return log;
    }

    /** How often it was started. */
    public int starts() {
        return starts;
    }

    public long pid() {
        return running().pid();
    }

    public boolean isAlive() {
        Process started = process;
        return started != null && started.isAlive();
    }

    /** Which build it is of from the next start on; without a word the present one. */
    public void setBuild(Build build) {
        classPath = build.classPath();
    }

    /** Options of the JVM from the next start on, such as an agent. */
    public void setExtraOptions(List<String> options) {
        extraOptions = List.copyOf(options);
    }

    /**
     * What a packaged service does as well: classes from an archive halve the start. To be called
     * while it runs; it runs again afterwards, from the archive.
     */
    public void archiveClasses(Path archive) {
        stop();
        useArchive(archive);
        launch();
        awaitReady();
        stop();
        launch();
        awaitReady();
    }

    /** Classes from an archive from the next start on; the first end after it makes one. */
    public void useArchive(Path archive) {
        setExtraOptions(
                List.of("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=" + archive));
    }

    /** Starts it without waiting until it is ready. */
    public synchronized void launch() {
        if (isAlive()) {
            throw new IllegalStateException(label + " is running already, as process " + pid());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(extraOptions);
        command.addAll(List.of("-cp", classPath, mainClass.getName()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            process = builder.start();
            starts++;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + label, e);
        }
    }

    /**
     * Returns when it says that it is ready for work.
     *
     * @throws dev.mcsync.infra.local.run.RunFailedException when it is not within a minute
     */
    public void awaitReady() {
        new Readiness(http).await(label, address());
    }

    /** SIGKILL; returns when the process is gone. */
    public synchronized void kill() {
        Process running = running();
        running.destroyForcibly();
        awaitExit(running);
    }

    /** SIGTERM; returns when it has ended in good order. */
    public synchronized void stop() {
        Process running = running();
        running.destroy();
        awaitExit(running);
    }

    /** SIGSTOP: it keeps its sockets and locks, and does nothing. */
    public void freeze() {
        Signal.STOP.send(pid());
    }

    public void thaw() {
        Signal.CONT.send(pid());
    }

    /** Waits for an end that it brings about itself, as at a failpoint. */
    public boolean awaitEnd(int limitSeconds) {
        try {
            return running().waitFor(limitSeconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + label, e);
        }
    }

    /** What it said since it was first started; empty before. */
    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
    }

    @Override
    public synchronized void close() {
        if (isAlive()) {
            kill();
        }
    }

    private Process running() {
        Process started = process;
        if (started == null) {
            throw new IllegalStateException(label + " was never started");
        }
        return started;
    }

    private void awaitExit(Process ending) {
        try {
            if (!ending.waitFor(EXIT_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                ending.destroyForcibly();
                throw new IllegalStateException(
                        "Expected %s to end within %d s, found process %d still there"
                                .formatted(label, EXIT_LIMIT_SECONDS, ending.pid()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + label + " ends", e);
        }
    }
}
