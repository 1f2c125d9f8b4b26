package dev.mcsync.infra.local.run;

import static java.util.Objects.requireNonNull;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.infra.backing.Authority;
import dev.mcsync.infra.backing.BackingServer;
import dev.mcsync.infra.backing.DatabaseRole;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LogSecurity;
import dev.mcsync.infra.backing.LogUser;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import dev.mcsync.infra.local.discord.DiscordSimulator;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One run of the whole product in this process, with broker and database as child processes. {@link
 * #start} may be broken off by {@link #close} from another thread at any time; nothing is left.
 */
public final class LocalRun implements AutoCloseable {
    private static final int PARTITIONS = 6;
    private static final Duration KILL_LIMIT = Duration.ofSeconds(5);
    private static final Duration BREAK_OFF_LIMIT = Duration.ofSeconds(20);

    private final RunOptions options;
    private final Steps steps;
    private final DataDirectory directory;
    private final SignInLink signInLink = new SignInLink();
    private final Teardown teardown;
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ExecutorService starters =
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("start-", 1).factory());

    /**
     * Takes the data directory and sends the logs there.
     *
     * @throws RunFailedException when another run uses the data directory
     */
    public LocalRun(RunOptions options, Steps steps) {
        this.options = options;
        this.steps = steps;
        this.directory = DataDirectory.open(options.dataDirectory());
        if (!directory.closeToOthers()) {
            steps.note(directory.path() + " keeps no permissions: other users may read it");
        }
        LocalLogging.toFilesIn(directory.logs());
        this.teardown = new Teardown(steps);
    }

    /**
     * Also what libraries unpack is kept there. For a program that is this run and nothing else: it
     * holds for the whole process.
     */
    public void keepTemporaryFilesInside() {
        System.setProperty("java.io.tmpdir", directory.temporary().toString());
    }

    public Path dataDirectory() {
        return directory.path();
    }

    /**
     * Returns when every service is ready and the run file is written.
     *
     * @throws RunFailedException when something does not start; {@link #close} stops the rest
     */
    public RunFile start() {
        requireFree(options.port(), "the panel and the API", "--port");
        stopOrphans();
        Ports ports = choosePorts();
        Optional<DiscordSimulator> discord = startDiscord(ports.discord());
        Optional<Authority> authority =
                Optional.of(directory)
                        .filter(_ -> options.isSecured())
                        .map(_ -> timed("certificates", directory::authority));
        Future<KafkaBroker> starting = starters.submit(() -> startLog(ports.kafka(), authority));
        Future<PostgresServer> opening =
                starters.submit(() -> startDatabase(ports.postgres(), authority));
        KafkaBroker log = await(starting);
        PostgresServer database = await(opening);
        var settings =
                new ServiceSettings(
                        ServiceSettings.freePorts(options.port()),
                        log::clientSettings,
                        database.address(DatabaseRole.APP),
                        options.token().orElseGet(directory::token),
                        options.internalToken().orElseGet(Secrets::random),
                        webhookUrl(discord));
        startServices(settings);
        RunFile run = describe(settings, log, database, discord);
        run.write(directory.path());
        if (isClosing()) {
            RunFile.delete(directory.path());
        }
        return run;
    }

    /** Where one browser signs in without the token, soon after the start. */
    public String signInLink(RunFile run) {
        return signInLink.at(run.url());
    }

    /** Adds something that has to be stopped before the services are. */
    public void stopFirst(String name, Runnable stop) {
        teardown.add(name, stop);
    }

    /** Blocks until the run cannot go on, which it does only when a server stays away. */
    public void awaitFailure() throws InterruptedException {
        failed.await();
    }

    public boolean isClosing() {
        return closing.get();
    }

    /** Stops everything in the opposite order of its start and returns when it is gone. */
    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        RunFile.delete(directory.path());
        breakOffStarts();
        teardown.run();
        directory.close();
    }

    private record Ports(int kafka, int postgres, int discord) {}

    private Ports choosePorts() {
        RememberedPorts remembered = directory.ports();
        var ports =
                new Ports(
                        remembered.choose("kafka", options.kafkaPort()),
                        remembered.choose("postgres", options.postgresPort()),
                        remembered.choose("discord", options.discordPort()));
        requireFree(ports.kafka(), "Kafka", "--kafka-port");
        requireFree(ports.postgres(), "PostgreSQL", "--postgres-port");
        requireFree(ports.discord(), "the Discord simulator", "--discord-port");
        return ports;
    }

    private static void requireFree(int port, String wantedFor, String option) {
        if (port != 0 && !LoopbackPorts.isFree(port)) {
            throw RunFailedException.ofPort(port, wantedFor, option);
        }
    }

    private void stopOrphans() {
        KafkaBroker.stopOrphan(directory.kafka())
                .ifPresent(pid -> steps.note(stopped("Kafka broker", pid)));
        PostgresServer.stopOrphan(directory.postgres())
                .ifPresent(pid -> steps.note(stopped("PostgreSQL", pid)));
    }

    private static String stopped(String what, long pid) {
        return "stopped the " + what + " that a killed run had left (process " + pid + ")";
    }

    private Optional<DiscordSimulator> startDiscord(int port) {
        if (options.discordWebhookUrl().isPresent()) {
            return Optional.empty();
        }
        DiscordSimulator simulator =
                timed("Discord simulator", () -> DiscordSimulator.start(directory.discord(), port));
        teardown.add("Discord simulator", simulator::close);
        return Optional.of(simulator);
    }

    private String webhookUrl(Optional<DiscordSimulator> simulator) {
        return options.discordWebhookUrl()
                .or(() -> simulator.map(DiscordSimulator::webhookUrl))
                .orElseThrow();
    }

    private KafkaBroker startLog(int port, Optional<Authority> authority) {
        Optional<LogSecurity> security = authority.map(directory::logSecurity);
        KafkaBroker broker =
                timed("Kafka broker", () -> KafkaBroker.start(directory.kafka(), port, security));
        supervise("Kafka broker", broker);
        timed(
                "topics",
                () -> {
                    new TopicProvisioner(broker.clientSettings(LogUser.OPERATOR), PARTITIONS, 1)
                            .provision();
                    return broker;
                });
        return broker;
    }

    private PostgresServer startDatabase(int port, Optional<Authority> authority) {
        PostgresServer server =
                timed(
                        "PostgreSQL",
                        () -> PostgresServer.start(directory.postgres(), port, authority));
        supervise("PostgreSQL", server);
        timed(
                "database schema",
                () -> {
                    DatabaseMigration.migrate(server.address());
                    return server;
                });
        return server;
    }

    private void supervise(String name, BackingServer server) {
        var supervised = Supervised.watch(name, server, steps, failed::countDown);
        teardown.add(name, server.stopLimit().plus(KILL_LIMIT), supervised::close);
    }

    private void startServices(ServiceSettings settings) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var readiness = new Readiness(client);
            List<Future<Service>> starts =
                    Arrays.stream(Service.values())
                            .map(service ->
                                    starters.submit(() -> start(service, settings, readiness)))
                            .toList();
            starts.forEach(LocalRun::await);
        }
    }

    private Service start(Service service, ServiceSettings settings, Readiness readiness) {
        return timed(
                service.label(),
                () -> {
                    ConfigurableApplicationContext context =
                            service.start(
                                    signInLink.addedTo(settings.argumentsOf(service), service));
                    teardown.add(service.label(), context::close);
                    readiness.awaitOrTell(service.label(), settings.address(service), steps);
                    return service;
                });
    }

    private RunFile describe(
            ServiceSettings settings,
            KafkaBroker log,
            PostgresServer database,
            Optional<DiscordSimulator> discord) {
        return new RunFile(
                settings.address(Service.INGRESS_GATEWAY),
                settings.firstToken(),
                log.bootstrapServers(),
                database.address().urlWithPassword(),
                discord.map(DiscordSimulator::address).orElse(null),
                ProcessHandle.current().pid(),
                options.isSecured() ? log.clientSettings(LogUser.OPERATOR) : null);
    }

    private <T> T timed(String what, Supplier<T> step) {
        long start = System.nanoTime();
        T result = step.get();
        steps.done(what, Duration.ofNanos(System.nanoTime() - start));
        return result;
    }

    private static <T> T await(Future<T> start) {
        try {
            return start.get();
        } catch (ExecutionException e) {
            Throwable cause = requireNonNull(e.getCause());
            throw RunFailedException.because(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("Interrupted while starting", e);
        }
    }

    /** An interrupted start gives up and leaves no process behind. */
    private void breakOffStarts() {
        starters.shutdownNow();
        try {
            if (!starters.awaitTermination(BREAK_OFF_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                steps.note("a start is still going on after " + BREAK_OFF_LIMIT);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
