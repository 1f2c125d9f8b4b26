package dev.mcsync.infra.proof.system;

import dev.mcsync.infra.local.McSync;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.McApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code mc-sync up} in a JVM of its own on its own data directory. Not thread-safe.
 *
 * <p>A kill leaves broker and database running as orphans, as it would on a person's machine; the
 * next start finds and stops them.
 */
public final class SystemProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int TAIL_LINES = 40;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Path dataDirectory;
    private final int port;
    private final Map<String, String> environment;
    private final List<String> jvmOptions;
    private @Nullable Process process;

    /**
     * @param environment added to this process's own, for the {@code MC_*} settings
     */
    public SystemProcess(Path dataDirectory, int port, Map<String, String> environment) {
        this(dataDirectory, port, environment, List.of());
    }

    /**
     * @param jvmOptions beside those that it always gets
     */
    public SystemProcess(
            Path dataDirectory,
            int port,
            Map<String, String> environment,
            List<String> jvmOptions) {
        this.dataDirectory = dataDirectory;
        this.port = port;
        this.environment = Map.copyOf(environment);
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** Returns when the run file is there, which is when the system says that it is ready. */
    public RunFile start() {
        Process started = launch();
        process = started;
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<RunFile> run = RunFile.find(dataDirectory);
            if (run.isPresent() && run.get().pid() == started.pid()) {
                return run.get();
            }
            if (!started.isAlive()) {
                throw new IllegalStateException(
                        "Expected the system to start, found that it exited with "
                                + started.exitValue()
                                + "; it said last:\n"
                                + lastWords());
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IllegalStateException(
                "Expected the system to start within %s; it said last:%n%s"
                        .formatted(START_LIMIT, lastWords()));
    }

    /** SIGKILL to the JVM that holds all four services; nothing gets to say goodbye. */
    public void kill() {
        Process running = running();
        running.destroyForcibly();
        awaitExit(running);
        process = null;
    }

    /** SIGTERM, as Ctrl-C and process managers send it. */
    public void stop() {
        Process running = running();
        running.destroy();
        awaitExit(running);
        process = null;
    }

    public McApi api(RunFile run) {
        return new McApi(run.url(), run.token());
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmOptions);
        command.addAll(program());
        command.addAll(
                List.of(
                        "up",
                        "--data-dir",
                        dataDirectory.toString(),
                        "--port",
                        Integer.toString(port)));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start mc-sync", e);
        }
    }

    /**
     * The jar that a person runs, with its libraries beside it; where this code runs from classes
     * or a repository instead, the class path of this process.
     */
    private static List<String> program() {
        Path jar = ChildClassPath.jar();
        return Files.isDirectory(jar.resolveSibling("lib"))
                ? List.of("-jar", jar.toString())
                : List.of("-cp", System.getProperty("java.class.path"), McSync.class.getName());
    }

    /** The data directory may be gone by the time that somebody reads the message. */
    private String lastWords() {
        try (Stream<String> lines = Files.lines(output())) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException | UncheckedIOException e) {
            return "nothing that can be read: " + e;
        }
    }

    private Path output() {
        return dataDirectory.resolveSibling(dataDirectory.getFileName() + ".out");
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("Expected a running system, found none");
        }
        return process;
    }

    private static void awaitExit(Process process) {
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "Expected the system to end within %s, found process %d still there"
                                .formatted(STOP_LIMIT, process.pid()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the system ends", e);
        }
    }
}
