package dev.mcsync.infra.proof.bench.subject;

import static java.util.Objects.requireNonNull;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.local.run.RunFile;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.bench.load.Address;
import dev.mcsync.infra.proof.bench.waiting.WaitingAgents;
import dev.mcsync.infra.proof.system.Directories;
import dev.mcsync.infra.proof.system.SystemProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fresh product as {@code up} starts it, with limits that one token's load does not meet, and the
 * plain yardstick beside it where it is wanted. What is not measured at a moment idles.
 */
public final class Bed implements AutoCloseable {

    private static final String FAR_ABOVE = "1000000";

    private static final Duration CALM_LIMIT = Duration.ofSeconds(60);
    private static final Duration CALM_FOR = Duration.ofSeconds(2);
    private static final double CALM_CORES = 0.08;

    private static final Map<String, String> LIMITS =
            Map.of(
                    "MC_CALLS_PER_SECOND", FAR_ABOVE,
                    "MC_EVENTS_PER_SECOND", FAR_ABOVE,
                    "MC_MAX_CLIENTS_PER_TOKEN", "10000",
                    "MC_MAX_CALLS_PER_TOKEN", "10000",
                    "MC_MAX_AGENTS", "50000",
                    "MC_CALL_LIMITS_WAITS_PER_TOKEN", "10000",
                    "MC_CALL_LIMITS_SHORT_PER_TOKEN", "10000",
                    "MC_CALL_LIMITS_NEW_AGENTS_PER_HOUR", FAR_ABOVE);

    private final Path directory;
    private final SystemProcess system;
    private final RunFile run;
    private final @Nullable PlainProcess plain;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Bed(Path directory, SystemProcess system, RunFile run, @Nullable PlainProcess plain) {
        this.directory = directory;
        this.system = system;
        this.run = run;
        this.plain = plain;
        // A person who interrupts a run must not find its processes the next day.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("bed-end").unstarted(this::close));
    }

    public static Bed ofProduct() {
        return start(false, Map.of());
    }

    /**
     * @param settings of the product, by their names in the environment
     */
    public static Bed ofProduct(Map<String, String> settings) {
        return start(false, settings);
    }

    public static Bed ofProductAndPlain() {
        return start(true, Map.of());
    }

    /** The product first. */
    public List<Subject> subjects() {
        return plain == null ? List.of(product()) : List.of(product(), plain.subject());
    }

    public Subject product() {
        return new Subject(
                Subject.PRODUCT,
                new Address(URI.create(run.url()), run.token(), true),
                PostgresAddress.parse(run.postgres()));
    }

    /** Agents that will wait for commands at the product. */
    public WaitingAgents waitingAgents() {
        return new WaitingAgents(run.url(), run.token());
    }

    /** The product's public API. */
    public McApi api() {
        return system.api(run);
    }

    /** Where the simulated Discord shows all its messages. */
    public URI discord() {
        return URI.create(requireNonNull(run.discord(), "no webhook is set, so it is simulated"));
    }

    /** Where the product's log is. */
    public String bootstrapServers() {
        return run.kafka();
    }

    /** The process that serves it. */
    public long pidOf(Subject subject) {
        return plain != null && !subject.isProduct() ? plain.pid() : run.pid();
    }

    public ProcessGroups processes() {
        Map<Long, String> roots = new HashMap<>();
        roots.put(ProcessHandle.current().pid(), ProcessGroups.HARNESS);
        roots.put(run.pid(), ProcessGroups.SERVICES);
        if (plain != null) {
            roots.put(plain.pid(), ProcessGroups.PLAIN);
        }
        return new ProcessGroups(roots);
    }

    /**
     * Returns when the product does next to nothing, so that what it was given before does not
     * weigh on what is measured next.
     */
    public void awaitCalm() {
        ProcessGroups processes = processes();
        long deadline = System.nanoTime() + CALM_LIMIT.toNanos();
        double busy = Double.MAX_VALUE;
        while (busy > CALM_CORES && System.nanoTime() < deadline) {
            ProcessorTime time = ProcessorTime.begin(processes);
            LockSupport.parkNanos(CALM_FOR.toNanos());
            busy = time.cores().getOrDefault(ProcessGroups.SERVICES, 0.0);
        }
        if (busy > CALM_CORES) {
            System.err.printf(
                    "The services are not calm after %d s (%.2f cores); measuring all the same%n",
                    CALM_LIMIT.toSeconds(), busy);
        }
    }

    @Override
    public void close() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try (system) {
            if (plain != null) {
                plain.close();
            }
        }
        Directories.delete(directory);
    }

    private static Bed start(boolean withPlain, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(LIMITS);
        environment.putAll(settings);
        Path directory = newDirectory();
        SystemProcess system =
                new SystemProcess(
                        directory.resolve("data"),
                        LoopbackPorts.free(),
                        environment,
                        QuickStart.options());
        try {
            RunFile run = system.start();
            PlainProcess plain =
                    withPlain
                            ? PlainProcess.start(
                                    PostgresAddress.parse(run.postgres()),
                                    directory.resolve("plain.log"))
                            : null;
            return new Bed(directory, system, run, plain);
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("mc-sync-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a directory for the measurement", e);
        }
    }
}
