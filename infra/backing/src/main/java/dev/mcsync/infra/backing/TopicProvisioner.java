package dev.mcsync.infra.backing;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of {@link Topic}; a service never does. A topic that is there keeps its
 * partitions, since another count would send the keys elsewhere, and gets the settings it should
 * have.
 */
public final class TopicProvisioner {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Map<String, String> reaching;
    private final int partitions;
    private final short replicas;

    /** With more than one replica, a write needs all but one of them. */
    public TopicProvisioner(String bootstrapServers, int partitions, int replicas) {
        this(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                partitions,
                replicas);
    }

    /**
     * @param reaching the settings by which a client reaches the log
     */
    public TopicProvisioner(Map<String, String> reaching, int partitions, int replicas) {
        this.reaching = Map.copyOf(reaching);
        this.partitions = partitions;
        this.replicas = (short) replicas;
    }

    /** Returns when every topic exists and the broker that answers knows the leaders. */
    public void provision() {
        try (Admin admin = Admin.create(settings())) {
            var created =
                    admin.createTopics(Arrays.stream(Topic.values()).map(this::wanted).toList());
            List<Topic> existing =
                    Arrays.stream(Topic.values()).filter(topic -> existed(topic, created)).toList();
            if (!existing.isEmpty()) {
                await(admin.incrementalAlterConfigs(settingsOf(existing)).all());
            }
            if (!Patience.await(LIMIT, () -> knowsLeaders(admin))) {
                throw new BackingFailedException("The topics have no leaders after " + LIMIT);
            }
        }
    }

    private NewTopic wanted(Topic topic) {
        return new NewTopic(topic.topicName(), partitions, replicas).configs(configOf(topic));
    }

    private Map<ConfigResource, Collection<AlterConfigOp>> settingsOf(List<Topic> topics) {
        return topics.stream()
                .collect(
                        Collectors.toMap(
                                topic ->
                                        new ConfigResource(
                                                ConfigResource.Type.TOPIC, topic.topicName()),
                                topic ->
                                        configOf(topic).entrySet().stream()
                                                .map(entry -> set(entry.getKey(), entry.getValue()))
                                                .toList()));
    }

    private Map<String, String> configOf(Topic topic) {
        Map<String, String> config = new HashMap<>(topic.config());
        config.put("min.insync.replicas", Integer.toString(Math.max(1, replicas - 1)));
        return config;
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }

    private static boolean existed(Topic topic, CreateTopicsResult created) {
        try {
            requireNonNull(created.values().get(topic.topicName())).get();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return true;
            }
            throw new BackingFailedException(
                    "Topic " + topic.topicName() + " could not be created", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The controller creates a topic; a broker hears of it a moment later. */
    private static boolean knowsLeaders(Admin admin) {
        List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
        try {
            return admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> !Node.noNode().equals(partition.leader()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw new BackingFailedException("The topics cannot be looked up", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void await(KafkaFuture<Void> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new BackingFailedException(
                    "The settings of existing topics could not be brought in line", e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static BackingFailedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BackingFailedException("Interrupted while creating the topics", e);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(reaching);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
        return settings;
    }
}
