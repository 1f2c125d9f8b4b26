package dev.mcsync.infra.proof.system;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.DatabaseRole;
import dev.mcsync.infra.backing.DirectoryLock;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LogUser;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.local.discord.DiscordSimulator;
import dev.mcsync.infra.local.run.Service;
import dev.mcsync.infra.local.run.ServiceSettings;
import dev.mcsync.infra.operator.api.McApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The whole product with every part a process of its own: broker, database, and each service.
 * Discord is played by a simulator in this process, since it stands for somebody else's system.
 */
public final class Fleet implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final String TOKEN = "proof-token-of-the-administrator";
    private static final String INTERNAL_TOKEN = "proof-token-between-the-services";

    private final Path directory;
    private final DirectoryLock lock;
    private final KafkaBroker broker;
    private final PostgresServer database;
    private final DiscordSimulator discord;
    private final Map<Member, TcpProxy> proxies;
    private final Map<Member, ServiceProcess> services;
    private final HttpClient http;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Fleet(
            Path directory,
            DirectoryLock lock,
            KafkaBroker broker,
            PostgresServer database,
            DiscordSimulator discord,
            Map<Member, TcpProxy> proxies,
            Map<Member, ServiceProcess> services,
            HttpClient http) {
        this.directory = directory;
        this.lock = lock;
        this.broker = broker;
        this.database = database;
        this.discord = discord;
        this.proxies = proxies;
        this.services = services;
        this.http = http;
        // A person who interrupts a run must not find its processes the next day.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("fleet-end").unstarted(this::close));
    }

    /**
     * Starts broker, database and Discord; no service yet.
     *
     * @param directory that the fleet has to itself
     * @param members the services that there will be
     * @param proxied the services that reach the database through a proxy
     * @param environment {@code MC_*} settings of the services
     */
    public static Fleet prepare(
            Path directory,
            Set<Member> members,
            Set<Member> proxied,
            Map<String, String> environment) {
        return prepare(directory, members, proxied, environment, Build.present());
    }

    /**
     * The same, of another build.
     *
     * @param build whose schema the database has, and of which the services are at first
     */
    public static Fleet prepare(
            Path directory,
            Set<Member> members,
            Set<Member> proxied,
            Map<String, String> environment,
            Build build) {
        return prepare(directory, new Plan(members, proxied, environment, build, false));
    }

    /** The same, with a broker and a database that ask who comes. */
    public static Fleet prepareSecured(
            Path directory,
            Set<Member> members,
            Set<Member> proxied,
            Map<String, String> environment) {
        return prepare(directory, new Plan(members, proxied, environment, Build.present(), true));
    }

    private record Plan(
            Set<Member> members,
            Set<Member> proxied,
            Map<String, String> environment,
            Build build,
            boolean isSecured) {}

    private static Fleet prepare(Path directory, Plan plan) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Files.createDirectories(directory.resolve("logs"));
            DirectoryLock lock = DirectoryLock.tryAcquire(directory).orElseThrow();
            opened.push(lock);
            Servers servers = Servers.start(directory, plan.isSecured(), PARTITIONS, opened);
            KafkaBroker broker = servers.broker();
            PostgresServer database = servers.database();
            plan.build().migrate(database.address());
            DiscordSimulator discord =
                    DiscordSimulator.start(
                            directory.resolve("discord.jsonl"), LoopbackPorts.free());
            opened.push(discord);
            HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            opened.push(http);
            Map<Member, ServiceProcess> services = new EnumMap<>(Member.class);
            Map<Service, Integer> ports = freePorts();
            Map<Member, TcpProxy> proxies = new EnumMap<>(Member.class);
            for (Member member : plan.proxied()) {
                TcpProxy proxy = TcpProxy.before(database.port());
                opened.push(proxy);
                proxies.put(member, proxy);
            }
            for (Member member : plan.members()) {
                Map<Service, Integer> own = new EnumMap<>(ports);
                if (member == Member.SECOND_PROCESSOR) {
                    own.put(Service.STATE_PROCESSOR, LoopbackPorts.free());
                }
                var settings =
                        new ServiceSettings(
                                own,
                                broker::clientSettings,
                                seenBy(proxies.get(member), database.address(DatabaseRole.APP)),
                                TOKEN,
                                INTERNAL_TOKEN,
                                discord.webhookUrl());
                Map<String, String> all = new HashMap<>(plan.environment());
                all.putAll(member.ownEnvironment());
                services.put(
                        member,
                        new ServiceProcess(
                                member.label(),
                                URI.create(settings.address(member.service())).getPort(),
                                member.service().mainClass(),
                                settings.argumentsOf(member.service()),
                                all,
                                directory.resolve("logs").resolve(member.label() + ".log"),
                                http));
            }
            services.values().forEach(service -> service.setBuild(plan.build()));
            return new Fleet(directory, lock, broker, database, discord, proxies, services, http);
        } catch (IOException e) {
            closeAll(opened);
            throw new UncheckedIOException("Cannot prepare " + directory, e);
        } catch (RuntimeException e) {
            closeAll(opened);
            throw e;
        }
    }

    /** Starts all services at once and returns when all are ready. */
    public void startAll() {
        services.values().forEach(ServiceProcess::launch);
        services.values().forEach(ServiceProcess::awaitReady);
    }

    public ServiceProcess service(Member member) {
        ServiceProcess service = services.get(member);
        if (service == null) {
            throw new IllegalArgumentException("This fleet has no " + member.label());
        }
        return service;
    }

    public Collection<ServiceProcess> services() {
        return services.values();
    }

    public boolean has(Member member) {
        return services.containsKey(member);
    }

    /** What stands between a service and the database. */
    public TcpProxy proxy(Member member) {
        TcpProxy proxy = proxies.get(member);
        if (proxy == null) {
            throw new IllegalArgumentException(member.label() + " reaches the database directly");
        }
        return proxy;
    }

    /** What a client of that user is told to reach the log, by Kafka's own names. */
    public Map<String, String> log(LogUser user) {
        return broker.clientSettings(user);
    }

    public KafkaBroker broker() {
        return broker;
    }

    public PostgresServer database() {
        return database;
    }

    public DiscordSimulator discord() {
        return discord;
    }

    public Path directory() {
        return directory;
    }

    public int partitions() {
        return PARTITIONS;
    }

    /** With the administrator's token; a caller closes it. */
    public McApi api() {
        return new McApi(service(Member.GATEWAY).address(), TOKEN);
    }

    /** What must appear in no log, header or answer. */
    public List<String> secrets() {
        return List.of(
                TOKEN,
                INTERNAL_TOKEN,
                database.address().password(),
                discord.webhookUrl().replaceFirst("^.*/", ""));
    }

    /** Ends everything without ceremony; the directory is left for whoever wants to look. */
    @Override
    public void close() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        Deque<AutoCloseable> opened = new ArrayDeque<>(List.of(http));
        opened.addAll(proxies.values());
        opened.addAll(List.of(discord, database, broker));
        services.values().forEach(opened::push);
        opened.addLast(lock);
        closeAll(opened);
    }

    private static Map<Service, Integer> freePorts() {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, LoopbackPorts.free());
        }
        return ports;
    }

    private static PostgresAddress seenBy(@Nullable TcpProxy proxy, PostgresAddress database) {
        return proxy == null ? database : database.through(proxy.port());
    }

    /** All of them, even where one cannot be closed. */
    private static void closeAll(Deque<AutoCloseable> opened) {
        RuntimeException first = null;
        for (AutoCloseable resource : opened) {
            try {
                resource.close();
            } catch (Exception e) {
                if (first == null) {
                    first = new IllegalStateException("Cannot close " + resource, e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
