package dev.mcsync.infra.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.backing.AccessRights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster of compose.secured.yaml, with its users as its own job makes them. */
class SecuredBrokersIT {

    private static final int LIMIT_MS = 30_000;
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String PREFIX = "MC_KAFKA_";

    private static final String TOOL =
            """
            #!/bin/bash
            exec %s %s "$@"
            """;

    /** What the users have before, and should not: other names, operations, kinds and hosts. */
    private static final List<AclBinding> SURPLUS =
            List.of(
                    right(ResourceType.TOPIC, "mc.task-events", "mc-auditor", AclOperation.WRITE),
                    right(ResourceType.TOPIC, "mc.dropped topic", "mc-gateway", AclOperation.READ),
                    right(ResourceType.GROUP, "mc-notifier", "mc-notifier", AclOperation.DELETE),
                    right(
                            ResourceType.TRANSACTIONAL_ID,
                            "state-processor.",
                            "mc-producer",
                            AclOperation.WRITE),
                    right(
                            ResourceType.CLUSTER,
                            "kafka-cluster",
                            "mc-operator",
                            AclOperation.ALTER_CONFIGS),
                    fromHost("10.0.0.7", AclPermissionType.ALLOW));

    /** What is not the product's to take away. */
    private static final List<AclBinding> OF_OTHERS =
            List.of(
                    right(ResourceType.TOPIC, "theirs", "billing", AclOperation.READ),
                    fromHost("10.0.0.8", AclPermissionType.DENY));

    private static @TempDir Path directory;
    private static Path secrets;
    private static ComposedBrokers brokers;

    @BeforeAll
    static void start() throws Exception {
        secrets = directory.resolve("secrets");
        assertThat(Script.run("new-secrets.sh", Map.of(), secrets.toString()).status()).isZero();
        brokers = ComposedBrokers.start(directory, secrets);
        try (Admin admin = Admin.create(administrator())) {
            long end = System.nanoTime() + START_LIMIT.toNanos();
            while (nodes(admin) < 3) {
                assertThat(System.nanoTime()).as("three brokers in time").isLessThan(end);
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
        try (Admin admin = Admin.create(administrator())) {
            admin.createAcls(SURPLUS).all().get();
            admin.createAcls(OF_OTHERS).all().get();
        }
        makeUsers();
    }

    @AfterAll
    static void stop() {
        brokers.close();
    }

    @Test
    void everyUserHasItsRightsAndNoneThatItHadBesideThem() throws Exception {
        try (Admin admin = Admin.create(administrator())) {
            assertThat(admin.describeAcls(AclBindingFilter.ANY).values().get())
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(AccessRights.all().stream(), OF_OTHERS.stream())
                                    .toList());
        }
    }

    @Test
    void theOperatorMakesTheTopicsAndTheGatewayWritesWhereItMay() throws Exception {
        try (Admin operator = Admin.create(of("operator"))) {
            operator.createTopics(
                            List.of(
                                    new NewTopic(Topic.TASK_EVENTS.topicName(), 3, (short) 3),
                                    new NewTopic(Topic.TASK_STATE.topicName(), 3, (short) 3)))
                    .all()
                    .get();
        }
        Map<String, Object> settings = of("gateway");
        settings.put("acks", "all");
        try (KafkaProducer<byte[], byte[]> gateway =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThat(gateway.send(record(Topic.TASK_EVENTS)).get().hasOffset()).isTrue();
            assertThatThrownBy(() -> gateway.send(record(Topic.TASK_STATE)).get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void nobodyComesInWithAnothersPassword() throws Exception {
        Map<String, Object> settings = of("gateway");
        settings.put(
                "sasl.jaas.config",
                String.valueOf(settings.get("sasl.jaas.config"))
                        .replace("mc-gateway", "mc-processor"));

        try (Admin admin = Admin.create(settings)) {
            assertThatThrownBy(() -> admin.describeCluster().clusterId().get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(AuthenticationException.class);
        }
    }

    private static void makeUsers() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("bin"));
        tool(tools.resolve("kafka-configs.sh"), "kafka.admin.ConfigCommand");
        tool(tools.resolve("kafka-acls.sh"), "org.apache.kafka.tools.AclCommand");
        Map<String, String> environment =
                new HashMap<>(ComposedBrokers.environment(secrets.resolve("kafka-users.env")));
        environment.put("KAFKA_BIN", tools.toString());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", brokers.addresses(9094));
        environment.put("RIGHTS", Repository.ROOT.resolve("infra/kafka/acls.csv").toString());

        Script made = Script.run("users.sh", environment);

        assertThat(made.status()).as(made.output()).isZero();
    }

    private static void tool(Path file, String main) throws IOException {
        Files.writeString(file, TOOL.formatted(String.join(" ", ComposedBrokers.java()), main));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static int nodes(Admin admin) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get().size();
        } catch (ExecutionException _) {
            return 0;
        }
    }

    private static Map<String, Object> administrator() throws IOException {
        String password =
                ComposedBrokers.environment(secrets.resolve("kafka-users.env"))
                        .get("ADMIN_PASSWORD");
        return new HashMap<>(
                Map.of(
                        "bootstrap.servers",
                        brokers.addresses(9094),
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"mc-admin\" password=\"%s\";".formatted(password),
                        "default.api.timeout.ms",
                        LIMIT_MS,
                        "request.timeout.ms",
                        LIMIT_MS / 2));
    }

    /** As the service of that user reads its settings. */
    private static Map<String, Object> of(String user) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        ComposedBrokers.environment(secrets.resolve("kafka-" + user + ".env"))
                .forEach((name, value) ->
                        settings.put(
                                name.replace(PREFIX, "").toLowerCase(Locale.ROOT).replace('_', '.'),
                                value));
        settings.put("bootstrap.servers", brokers.addresses(9092));
        settings.put("request.timeout.ms", LIMIT_MS / 2);
        return settings;
    }

    private static AclBinding right(
            ResourceType type, String name, String user, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    /** As a right that the gateway has from anywhere. */
    private static AclBinding fromHost(String host, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(
                        ResourceType.TOPIC, Topic.TASK_EVENTS.topicName(), PatternType.LITERAL),
                new AccessControlEntry("User:mc-gateway", host, AclOperation.WRITE, permission));
    }

    private static ProducerRecord<byte[], byte[]> record(Topic topic) {
        return new ProducerRecord<>(topic.topicName(), new byte[1], new byte[1]);
    }
}
