package dev.mcsync.realtime.log;

import dev.mcsync.service.kafka.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/**
 * How much room the brokers have left where the log lies, as they say themselves. Does not block.
 */
final class BrokerDisks implements AutoCloseable {

    /**
     * @param directory of the broker's log
     * @param freeBytes for who is not root, of the volume that the directory lies on
     */
    record Disk(int broker, String directory, long freeBytes, long totalBytes) {}

    private static final Duration WITHIN = Duration.ofSeconds(2);

    private final Admin admin;

    BrokerDisks(KafkaClients clients) {
        this.admin = clients.openAdmin("mc-realtime-disks", WITHIN);
    }

    /** Fails where a broker is away, or lets nobody ask. */
    CompletableFuture<List<Disk>> now() {
        return admin.describeCluster()
                .nodes()
                .toCompletionStage()
                .toCompletableFuture()
                .thenCompose(nodes ->
                        admin.describeLogDirs(nodes.stream().map(Node::id).toList())
                                .allDescriptions()
                                .toCompletionStage())
                .thenApply(BrokerDisks::disks);
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private static List<Disk> disks(Map<Integer, Map<String, LogDirDescription>> brokers) {
        return brokers.entrySet().stream()
                .flatMap(broker ->
                        broker.getValue().entrySet().stream()
                                .filter(directory -> isKnown(directory.getValue()))
                                .map(directory -> disk(broker.getKey(), directory)))
                .toList();
    }

    /** A directory that failed says nothing, and neither do brokers before Kafka 3.3. */
    private static boolean isKnown(LogDirDescription directory) {
        return directory.usableBytes().isPresent() && directory.totalBytes().isPresent();
    }

    private static Disk disk(int broker, Map.Entry<String, LogDirDescription> directory) {
        return new Disk(
                broker,
                directory.getKey(),
                bytes(directory.getValue().usableBytes()),
                bytes(directory.getValue().totalBytes()));
    }

    private static long bytes(OptionalLong known) {
        return known.orElse(0);
    }
}
