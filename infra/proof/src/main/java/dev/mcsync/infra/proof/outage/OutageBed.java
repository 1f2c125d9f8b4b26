package dev.mcsync.infra.proof.outage;

import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.local.discord.DiscordSimulator;
import dev.mcsync.infra.local.run.Readiness;
import dev.mcsync.infra.local.run.Service;
import dev.mcsync.infra.local.run.ServiceSettings;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import dev.mcsync.ingress.IngressGateway;
import dev.mcsync.notifier.NotifierWorker;
import dev.mcsync.processor.StateProcessor;
import dev.mcsync.realtime.RealtimeGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The four services in this process, so that its heap is theirs; broker and database as processes
 * of their own and Discord as its simulator, each behind a proxy.
 */
final class OutageBed implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final String TOKEN = "outage-token-of-the-administrator";
    private static final String INTERNAL_TOKEN = "outage-token-between-the-services";

    /** No clock of the product may run out because an outage is long. */
    private static final List<String> PATIENT_PROCESSOR =
            List.of("--mc.ack-timeout=6h", "--mc.running-timeout=6h", "--mc.offline-after=6h");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Path directory;
    private final KafkaBroker broker;
    private final TcpProxy toBroker;
    private final PostgresServer database;
    private final TcpProxy toDatabase;
    private final DiscordSimulator discord;
    private final TcpProxy toDiscord;
    private final ServiceSettings settings;

    private OutageBed(Path directory) {
        this.directory = directory;
        int brokerPort = LoopbackPorts.free();
        toBroker = opened(TcpProxy.before(brokerPort));
        broker = opened(KafkaBroker.start(directory.resolve("kafka"), brokerPort, toBroker.port()));
        new TopicProvisioner(broker.bootstrapServers(), PARTITIONS, 1).provision();
        database =
                opened(PostgresServer.start(directory.resolve("postgres"), LoopbackPorts.free()));
        DatabaseMigration.migrate(database.address());
        toDatabase = opened(TcpProxy.before(database.port()));
        discord =
                opened(
                        DiscordSimulator.start(
                                directory.resolve("discord.jsonl"), LoopbackPorts.free()));
        toDiscord = opened(TcpProxy.before(URI.create(discord.address()).getPort()));
        settings = settings();
    }

    /** Returns when every service is ready. */
    static OutageBed start(Path directory) {
        var bed = new OutageBed(directory);
        for (Service service : Service.values()) {
            bed.opened(bed.start(service));
        }
        bed.awaitReady();
        return bed;
    }

    /**
     * @throws dev.mcsync.infra.local.run.RunFailedException when one is not within a minute
     */
    void awaitReady() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var readiness = new Readiness(client);
            for (Service service : Service.values()) {
                readiness.await(service.label(), settings.address(service));
            }
        }
    }

    McApi api() {
        return new McApi(settings.address(Service.INGRESS_GATEWAY), TOKEN);
    }

    /** Past the proxy, so that an outage can be looked at. */
    Database ledger() {
        return new Database(database.address());
    }

    Path brokerDirectory() {
        return directory.resolve("kafka");
    }

    KafkaBroker broker() {
        return broker;
    }

    TcpProxy toBroker() {
        return toBroker;
    }

    PostgresServer database() {
        return database;
    }

    TcpProxy toDatabase() {
        return toDatabase;
    }

    DiscordSimulator discord() {
        return discord;
    }

    TcpProxy toDiscord() {
        return toDiscord;
    }

    @Override
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    private ServiceSettings settings() {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, LoopbackPorts.free());
        }
        PostgresAddress direct = database.address();
        String webhookUrl =
                discord.webhookUrl()
                        .replace(discord.address(), "http://127.0.0.1:" + toDiscord.port());
        return new ServiceSettings(
                ports,
                broker::clientSettings,
                direct.through(toDatabase.port()),
                TOKEN,
                INTERNAL_TOKEN,
                webhookUrl);
    }

    private ConfigurableApplicationContext start(Service service) {
        List<String> arguments = new ArrayList<>(settings.argumentsOf(service));
        arguments.add("--spring.main.register-shutdown-hook=false");
        if (service == Service.STATE_PROCESSOR) {
            arguments.addAll(PATIENT_PROCESSOR);
        }
        String[] all = arguments.toArray(String[]::new);
        return switch (service) {
            case STATE_PROCESSOR -> StateProcessor.start(all);
            case REALTIME_GATEWAY -> RealtimeGateway.start(all);
            case NOTIFIER_WORKER -> NotifierWorker.start(all);
            case INGRESS_GATEWAY -> IngressGateway.start(all);
        };
    }
}
