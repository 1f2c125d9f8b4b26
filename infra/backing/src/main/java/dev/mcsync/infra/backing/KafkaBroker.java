package dev.mcsync.infra.backing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker, controller included, as a child process with the JDK and the class path of
 * this one. It listens on the loopback interface only and keeps its data across restarts. The
 * caller must hold the directory alone ({@link DirectoryLock}): a broker that already runs in it is
 * taken for the orphan of a killed run and stopped.
 */
public final class KafkaBroker implements BackingServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    private final BrokerFiles files;
    private final int port;
    private final int advertisedPort;
    private final @Nullable LogSecurity security;
    private ChildProcess process;

    private KafkaBroker(
            BrokerFiles files, int port, int advertisedPort, @Nullable LogSecurity security) {
        this.files = files;
        this.port = port;
        this.advertisedPort = advertisedPort;
        this.security = security;
        this.process = launch();
    }

    /**
     * Returns when the broker answers.
     *
     * @throws PortTakenException when another program listens on the port
     */
    public static KafkaBroker start(Path directory, int port) {
        return start(directory, port, port);
    }

    /** One that asks who comes, where there is a security. */
    public static KafkaBroker start(Path directory, int port, Optional<LogSecurity> security) {
        return start(directory, port, port, security.orElse(null));
    }

    /**
     * For a broker with something between it and its clients, such as a proxy.
     *
     * @param advertisedPort where clients are told to connect
     */
    public static KafkaBroker start(Path directory, int port, int advertisedPort) {
        return start(directory, port, advertisedPort, null);
    }

    private static KafkaBroker start(
            Path directory, int port, int advertisedPort, @Nullable LogSecurity security) {
        stopOrphan(directory);
        return new KafkaBroker(
                new BrokerFiles(directory.toAbsolutePath().normalize()),
                port,
                advertisedPort,
                security);
    }

    /** Stops the broker that a killed run left in the directory; tells its process id. */
    public static Optional<Long> stopOrphan(Path directory) {
        BrokerFiles files = new BrokerFiles(directory.toAbsolutePath().normalize());
        Optional<RunningProcess> orphan = files.pidFile().findLiving(files.ownArgument());
        orphan.ifPresent(process ->
                process.stop(RunningProcess.Signal.TERM, QuickStart.configured().stopLimit()));
        return orphan.map(RunningProcess::pid);
    }

    /** Where clients connect: the advertised port. */
    public String bootstrapServers() {
        return "127.0.0.1:" + advertisedPort;
    }

    /** What a client of that user is told to reach it, by Kafka's own names. */
    public Map<String, String> clientSettings(LogUser user) {
        Map<String, String> settings =
                new HashMap<>(security == null ? Map.of() : security.clientSettings(user));
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return Map.copyOf(settings);
    }

    /** Where the broker itself listens. */
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

    @Override
    public Duration stopLimit() {
        return QuickStart.configured().stopLimit();
    }

    @Override
    public synchronized void close() {
        if (process.isAlive()) {
            process.running().stop(RunningProcess.Signal.TERM, QuickStart.configured().stopLimit());
        }
        files.pidFile().delete();
    }

    private synchronized ChildProcess current() {
        return process;
    }

    private ChildProcess launch() {
        LoopbackPorts.requireFree(port, "Kafka");
        BrokerPorts ports = BrokerPorts.of(port, advertisedPort);
        files.writeProperties(ports, security);
        files.formatIfNew();
        ChildProcess started = ChildProcess.start(command(), files.log());
        files.pidFile().write(started.running());
        try {
            awaitAnswer(started, ports);
            return started;
        } catch (RuntimeException e) {
            started.running().killWithChildren();
            throw e;
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(files.ownArgument());
        command.addAll(QuickStart.configured().jvmOptions());
        command.addAll(security == null ? List.of() : security.jvmOptions());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        // Grows when there is load; the default begins with a 64th of the machine.
                        "-Xms32m",
                        // Gives back what the compiler took while the broker started.
                        "-XX:TrimNativeHeapInterval=5000",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + files.temporary(),
                        "-Duser.language=en",
                        "-Duser.country=US",
                        "-Duser.timezone=UTC",
                        "-Dstdout.encoding=UTF-8",
                        "-Dlogback.configurationFile=dev/mcsync/infra/backing/broker-logback.xml",
                        "-cp",
                        classPath(),
                        "kafka.Kafka",
                        files.properties().toString()));
        return command;
    }

    /** Absolute, since the broker works in its own directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Asks at the broker's own door: what stands before the clients' may be shut. */
    private void awaitAnswer(ChildProcess started, BrokerPorts ports) {
        boolean listening =
                Patience.await(START_LIMIT, () -> !started.isAlive() || accepts(ports.clients()))
                        && started.isAlive();
        if (!listening || !answers(started, ports.broker())) {
            throw new BackingFailedException(
                    "Kafka did not start on port " + ports.clients() + ": " + started.lastWords());
        }
    }

    private static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    (int) ANSWER_LIMIT.toMillis());
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private boolean answers(ChildProcess started, int innerPort) {
        try (Admin admin = Admin.create(adminSettings(innerPort))) {
            boolean answers =
                    Patience.await(START_LIMIT, () -> !started.isAlive() || hasBroker(admin))
                            && started.isAlive();
            if (answers && security != null) {
                security.provision(admin);
            }
            return answers;
        }
    }

    /** A broker that is not yet admitted by its controller does not list itself. */
    private static boolean hasBroker(Admin admin) {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingFailedException("Interrupted while waiting for Kafka", e);
        }
    }

    private Map<String, Object> adminSettings(int innerPort) {
        Map<String, Object> settings =
                new HashMap<>(security == null ? Map.of() : security.innerSettings());
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + innerPort);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 20);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100);
        settings.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, 20);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_LIMIT.toMillis());
        return settings;
    }
}
