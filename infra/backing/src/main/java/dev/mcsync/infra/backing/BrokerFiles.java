package dev.mcsync.infra.backing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/** What a broker keeps in its directory: settings, data, log and the id of its process. */
record BrokerFiles(Path directory) {
    private static final int NODE_ID = 1;

    /** Of a broker that is alone, on a machine that does other things too. */
    private static final String ALONE =
            """
            broker.session.timeout.ms=1500
            broker.heartbeat.interval.ms=500
            group.initial.rebalance.delay.ms=100
            auto.create.topics.enable=false

            min.insync.replicas=1
            default.replication.factor=1
            offsets.topic.num.partitions=4
            offsets.topic.replication.factor=1
            transaction.state.log.num.partitions=4
            transaction.state.log.replication.factor=1
            transaction.state.log.min.isr=1
            add.partitions.to.txn.retry.backoff.ms=1
            share.coordinator.state.topic.num.partitions=1
            share.coordinator.state.topic.replication.factor=1
            share.coordinator.state.topic.min.isr=1

            num.network.threads=2
            num.io.threads=4
            log.cleaner.dedupe.buffer.size=16777216
            """;

    Path properties() {
        return directory.resolve("server.properties");
    }

    Path data() {
        return directory.resolve("data");
    }

    Path log() {
        return directory.resolve("kafka.log");
    }

    /** For what the broker's libraries unpack. */
    Path temporary() {
        return directory.resolve("tmp");
    }

    PidFile pidFile() {
        return new PidFile(directory.resolve("kafka.pid"));
    }

    /** The only process with this argument is the broker of this directory. */
    String ownArgument() {
        return "-Dmc.broker.directory=" + directory;
    }

    /**
     * @param security null for a broker that lets everybody do everything
     */
    void writeProperties(BrokerPorts ports, @Nullable LogSecurity security) {
        try {
            Files.createDirectories(temporary());
            Files.writeString(
                    properties(),
                    security == null
                            ? text(ports, "PLAINTEXT", "PLAINTEXT")
                            : text(ports, "SASL_SSL", "SASL_PLAINTEXT")
                                    + security.brokerProperties());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + properties(), e);
        }
    }

    /**
     * Once in the life of the directory: gives the cluster its id. Told the directory itself and
     * not the settings, in which it would be the list of directories that commas make of it.
     */
    void formatIfNew() {
        if (Files.exists(data().resolve("meta.properties"))) {
            return;
        }
        var output = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(data().toString())
                    .addDirectory(data().toString())
                    .setIgnoreFormatted(true)
                    .run();
        } catch (Exception e) {
            throw new BackingFailedException(
                    "Formatting %s for Kafka failed: %s %s"
                            .formatted(
                                    data(),
                                    e.getMessage(),
                                    output.toString(StandardCharsets.UTF_8)),
                    e);
        }
    }

    /**
     * The short broker session lets a broker that was killed come back in seconds: the controller
     * refuses the new one while the session of the old one lasts. Clients have a listener to
     * themselves: what stands between them and the broker must not stand between the broker and
     * itself, which writes the marks of transactions to its own partitions over the network. The
     * first write of a transaction waits for these marks of the one before, which are there within
     * a millisecond or two; the broker would look again only after 20. The data directory is named
     * as seen from the broker's working directory, so that no character of a path has a meaning
     * here.
     *
     * @param door the protocol at the clients' door
     * @param innerDoors that at the other two
     */
    private static String text(BrokerPorts ports, String door, String innerDoors) {
        return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$s
        listeners=CLIENTS://127.0.0.1:%1$s,BROKER://127.0.0.1:%3$s,CONTROLLER://127.0.0.1:%2$s
        advertised.listeners=CLIENTS://127.0.0.1:%4$s,BROKER://127.0.0.1:%3$s
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=BROKER
        listener.security.protocol.map=CLIENTS:%5$s,BROKER:%6$s,CONTROLLER:%6$s
        log.dirs=data

        """
                        .formatted(
                                ports.clients(),
                                ports.controller(),
                                ports.broker(),
                                ports.advertised(),
                                door,
                                innerDoors)
                + ALONE;
    }
}
