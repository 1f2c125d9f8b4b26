package dev.mcsync.infra.testbed;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Topics and databases on top of servers of either kind. */
final class RunningTestbed implements Testbed.Own {
    private static final String KIND_PROPERTY = "mc.testbed";

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

    @Override
    public void resetTopics() {
        List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        try (Admin admin =
                Admin.create(
                        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            admin.deleteTopics(names).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The topics could not be deleted", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while deleting the topics", e);
        }
        provisionTopics();
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
