package dev.mcsync.infra.testbed;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/** Topics and databases on top of servers of either kind. */
final class RunningTestbed implements Testbed.Own {
    private static final String KIND_PROPERTY = "mc.testbed";
    private static final Duration EMPTY_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final Servers servers;
    private final TestDatabases databases;

    private RunningTestbed(Servers servers) {
        this.servers = servers;
        this.databases = new TestDatabases(servers.postgres());
    }

    static RunningTestbed start() {
        var testbed = new RunningTestbed(startServers());
        testbed.provisionTopics();
        return testbed;
    }

    @Override
    public String bootstrapServers() {
        return servers.bootstrapServers();
    }

    @Override
    public PostgresAddress freshDatabase() {
        return databases.createMigrated();
    }

    @Override
    public PostgresAddress emptyDatabase() {
        return databases.createEmpty();
    }

    /**
     * The broker may answer from the deleted topics for a moment after it has created the new ones,
     * so this returns only when all of them are seen to be empty.
     */
    @Override
    public void resetTopics() {
        List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.deleteTopics(names).all().get();
            provisionTopics();
            long deadline = System.nanoTime() + EMPTY_WITHIN.toNanos();
            while (!areEmpty(admin, names)) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "Expected empty topics within " + EMPTY_WITHIN + " of their creation");
                }
                Thread.sleep(LOOK_EVERY);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics could not be reset", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while resetting the topics", e);
        }
    }

    private static boolean areEmpty(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (String name : names) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                latest.put(new TopicPartition(name, partition), OffsetSpec.latest());
            }
        }
        try {
            return admin.listOffsets(latest).all().get().values().stream()
                    .allMatch(end -> end.offset() == 0);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public KafkaBroker broker() {
        return servers.brokerProcess();
    }

    @Override
    public PostgresServer database() {
        return servers.databaseProcess();
    }

    @Override
    public void close() {
        servers.close();
    }

    private static Servers startServers() {
        String kind = System.getProperty(KIND_PROPERTY, "processes");
        return switch (kind) {
            case "processes" -> ServerProcesses.start();
            case "docker" -> ServerContainers.start();
            default ->
                    throw new IllegalArgumentException(
                            KIND_PROPERTY + " must be processes or docker, found " + kind);
        };
    }

    private void provisionTopics() {
        new TopicProvisioner(bootstrapServers(), PARTITIONS, 1).provision();
    }
}
