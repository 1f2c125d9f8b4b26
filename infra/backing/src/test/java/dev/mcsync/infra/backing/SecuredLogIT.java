package dev.mcsync.infra.backing;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.topic.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rights of acls.csv, each tried and each that it does not give, at a broker that asks. */
class SecuredLogIT {

    private static final int LIMIT = 20_000;

    private static @TempDir Path directory;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        LogSecurity security =
                LogSecurity.in(
                        directory.resolve("users"), Authority.in(directory.resolve("authority")));
        broker =
                KafkaBroker.start(
                        directory.resolve("kafka"), LoopbackPorts.free(), Optional.of(security));
        new TopicProvisioner(broker.clientSettings(LogUser.OPERATOR), 1, 1).provision();
        try (var producer = producer(LogUser.ADMINISTRATOR, Map.of())) {
            for (Topic topic : Topic.values()) {
                assertThat(isLetWrite(producer, topic.topicName())).isTrue();
            }
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @ParameterizedTest
    @EnumSource
    void eachUserWritesWhereTheTableSaysAndNowhereElse(LogUser user) {
        try (var producer = producer(user, Map.of())) {
            assertThat(topics(topic -> isLetWrite(producer, topic)))
                    .isEqualTo(allowed(user, AclOperation.WRITE));
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachUserReadsWhereTheTableSaysAndNowhereElse(LogUser user) {
        try (var consumer = consumer(user, Map.of())) {
            assertThat(topics(topic -> isLetRead(consumer, topic)))
                    .isEqualTo(allowed(user, AclOperation.READ));
        }
    }

    /** In words of its own: what the product's promises rest on. */
    @Test
    void whatOnlyTheProductSaysNobodyElseMaySay() {
        assertThat(writers(Topic.TASK_OUTCOMES)).containsExactly("mc-processor");
        assertThat(writers(Topic.AGENT_COMMANDS)).containsExactly("mc-processor");
        assertThat(writers(Topic.TASK_STATE)).containsExactly("mc-operator", "mc-processor");
        assertThat(writers(Topic.AGENT_STATE)).containsExactly("mc-operator", "mc-processor");
        assertThat(writers(Topic.REJECTED_EVENTS)).containsExactly("mc-notifier", "mc-processor");
        assertThat(writers(Topic.ACCESS_TOKENS)).containsExactly("mc-gateway");
        assertThat(writers(Topic.ENDED_SESSIONS)).containsExactly("mc-gateway");
        assertThat(writers(Topic.LISTENING)).containsExactly("mc-gateway");
        assertThat(writers(Topic.TASK_EVENTS))
                .containsExactly("mc-gateway", "mc-operator", "mc-processor", "mc-producer");
        assertThat(allowed(LogUser.AUDITOR, AclOperation.WRITE)).isEmpty();
        assertThat(allowed(LogUser.REALTIME, AclOperation.WRITE)).isEmpty();
        assertThat(allowed(LogUser.PRODUCER, AclOperation.READ))
                .doesNotContain("mc.access-tokens", "mc.ended-sessions", "mc.rejected-events");
    }

    @ParameterizedTest
    @EnumSource
    void transactionsOfTheProcessorsAreTheirsAlone(LogUser user) {
        boolean isTheirs = user == LogUser.PROCESSOR || user == LogUser.ADMINISTRATOR;
        Map<String, Object> transactional =
                Map.of(
                        "transactional.id",
                        "state-processor.another." + user + ".mc.task-events.0",
                        "enable.idempotence",
                        true);

        try (var producer = producer(user, transactional)) {
            assertThat(isLet(producer::initTransactions)).isEqualTo(isTheirs);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyTakesThePartitionsOfAnothersGroup(LogUser user) {
        assertThat(isLetCommit(user, "state-processor.mc.task-events", Topic.TASK_EVENTS))
                .isEqualTo(user == LogUser.PROCESSOR || user == LogUser.ADMINISTRATOR);
        assertThat(isLetCommit(user, "mc-notifier", Topic.TASK_OUTCOMES))
                .isEqualTo(user == LogUser.NOTIFIER || user == LogUser.ADMINISTRATOR);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADMINISTRATOR")
    void nobodyDeletesTopicsOrRecordsOrGivesHimselfRights(LogUser user) {
        try (Admin admin = Admin.create(with(user, Map.of()))) {
            String topic = Topic.TASK_EVENTS.topicName();
            var records = Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(1));
            assertThat(isLet(() -> admin.deleteTopics(List.of(topic)).all().get())).isFalse();
            assertThat(isLet(() -> admin.deleteRecords(records).all().get())).isFalse();
            assertThat(isLet(() -> admin.createAcls(AccessRights.all()).all().get())).isFalse();
            assertThat(
                            isLet(() ->
                                    admin.createTopics(List.of(new NewTopic("other", 1, (short) 1)))
                                            .all()
                                            .get()))
                    .isFalse();
        }
    }

    @Test
    void whoIsNotKnownIsNotLetIn() {
        Map<String, Object> wrong =
                with(
                        LogUser.GATEWAY,
                        Map.of(
                                "sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                        + " username=\"mc-gateway\" password=\"guessed\";"));
        try (Admin admin = Admin.create(wrong)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SaslAuthenticationException.class);
        }
    }

    @Test
    void aBrokerThatNobodyVouchesForIsNotTalkedTo() {
        Authority stranger = Authority.in(directory.resolve("stranger"));
        Map<String, Object> trusting =
                with(
                        LogUser.GATEWAY,
                        Map.of("ssl.truststore.location", stranger.certificate().toString()));
        try (Admin admin = Admin.create(trusting)) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    @Test
    void aRightThatTheTableDoesNotHaveIsTakenAwayWithTheNextStart() throws Exception {
        AclBinding given = AccessRights.all().getFirst();
        AclBinding more =
                new AclBinding(
                        new ResourcePattern(
                                ResourceType.TOPIC, "mc.task-outcomes", PatternType.LITERAL),
                        given.entry());
        try (Admin admin = Admin.create(with(LogUser.ADMINISTRATOR, Map.of()))) {
            admin.createAcls(List.of(more)).all().get();
        }

        broker.restart();

        try (var producer = producer(LogUser.GATEWAY, Map.of())) {
            assertThat(isLetWrite(producer, "mc.task-outcomes")).isFalse();
        }
    }

    private static Set<String> writers(Topic topic) {
        return Arrays.stream(LogUser.values())
                .filter(user -> user != LogUser.ADMINISTRATOR)
                .filter(user -> allowed(user, AclOperation.WRITE).contains(topic.topicName()))
                .map(LogUser::userName)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> topics(Predicate<String> chosen) {
        return Stream.of(Topic.values())
                .map(Topic::topicName)
                .filter(chosen)
                .collect(toCollection(TreeSet::new));
    }

    /** By the table alone. */
    private static Set<String> allowed(LogUser user, AclOperation operation) {
        return topics(topic ->
                user == LogUser.ADMINISTRATOR
                        || AccessRights.all().stream()
                                .filter(right ->
                                        right.entry().principal().equals("User:" + user.userName()))
                                .filter(right -> right.entry().operation() == operation)
                                .filter(right ->
                                        right.pattern().resourceType() == ResourceType.TOPIC)
                                .anyMatch(right -> covers(right, topic)));
    }

    private static boolean covers(AclBinding right, String topic) {
        String name = right.pattern().name();
        return right.pattern().patternType() == PatternType.PREFIXED
                ? topic.startsWith(name)
                : topic.equals(name);
    }

    private static boolean isLetWrite(KafkaProducer<byte[], byte[]> producer, String topic) {
        return isLet(() -> producer.send(new ProducerRecord<>(topic, 0, new byte[1], null)).get());
    }

    /** There is a record in each topic, so a reader who is let has it. */
    private static boolean isLetRead(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        return isLet(() -> {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            long deadline = System.nanoTime() + Duration.ofMillis(LIMIT).toNanos();
            while (consumer.poll(Duration.ofMillis(100)).isEmpty()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
            }
        });
    }

    private static boolean isLetCommit(LogUser user, String group, Topic topic) {
        TopicPartition partition = new TopicPartition(topic.topicName(), 0);
        try (var consumer = consumer(user, Map.of("group.id", group))) {
            return isLet(() -> {
                consumer.assign(List.of(partition));
                consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
            });
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private static boolean isLet(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (AuthorizationException _) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw new AssertionError(e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(LogUser user, Map<String, ?> more) {
        Map<String, Object> settings = with(user, Map.of("enable.idempotence", false));
        settings.putAll(more);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static KafkaConsumer<byte[], byte[]> consumer(LogUser user, Map<String, ?> more) {
        return new KafkaConsumer<>(
                with(user, more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> with(LogUser user, Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(user));
        settings.put("default.api.timeout.ms", LIMIT);
        settings.put("request.timeout.ms", LIMIT / 2);
        settings.put("max.block.ms", LIMIT);
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        settings.putAll(more);
        return settings;
    }
}
