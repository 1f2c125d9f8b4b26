package dev.mcsync.service.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The clients of one Kafka cluster, and their settings where another library makes them. Four
 * layers, the later one winning: what all clients have in common; what all of a kind have; what the
 * caller asks for; and what the operator set in {@code mc.kafka.*}, which so reaches every client.
 * What the product's promises rest on is no operator's to set, see {@link OperatorSettings}.
 *
 * <p>A {@link Duration} stands for its milliseconds. Opening a client does not wait for a broker.
 */
public final class KafkaClients {

    private static final String APPLICATION_ID = "application.id";
    private static final String GLOBAL_CONSUMER = "global.consumer.";

    private final String bootstrapServers;
    private final Map<String, String> operatorSettings;
    private final Map<String, Object> measuring;

    /**
     * @param operatorSettings by Kafka's own names
     * @throws IllegalArgumentException when one of them is none, or not the operator's to set
     */
    public KafkaClients(String bootstrapServers, Map<String, String> operatorSettings) {
        this(
                bootstrapServers,
                operatorSettings,
                Map.of(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, ""));
    }

    private KafkaClients(
            String bootstrapServers,
            Map<String, String> operatorSettings,
            Map<String, Object> measuring) {
        OperatorSettings.check(operatorSettings);
        this.bootstrapServers = bootstrapServers;
        this.operatorSettings = Map.copyOf(operatorSettings);
        this.measuring = measuring;
    }

    /** The same, whose clients are measured. */
    public KafkaClients measuredBy(ClientMeters meters) {
        return new KafkaClients(
                bootstrapServers,
                operatorSettings,
                Map.of(
                        CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                        ClientReporter.class.getName(),
                        ClientReporter.METERS,
                        meters));
    }

    /** Whether Kafka's clients know a setting of this name. */
    public static boolean isSetting(String name) {
        return OperatorSettings.isKnown(name);
    }

    /** With nothing set by an operator, as in a run on one machine. */
    public static KafkaClients at(String bootstrapServers) {
        return new KafkaClients(bootstrapServers, Map.of());
    }

    public KafkaConsumer<byte[], byte[]> openConsumer(String clientId, Map<String, ?> own) {
        return new KafkaConsumer<>(
                consumerSettings(clientId, own),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    public KafkaProducer<byte[], byte[]> openProducer(String clientId, Map<String, ?> own) {
        return openProducer(clientId, new ByteArraySerializer(), own);
    }

    public <K> KafkaProducer<K, byte[]> openProducer(
            String clientId, Serializer<K> keys, Map<String, ?> own) {
        return new KafkaProducer<>(
                producerSettings(clientId, own), keys, new ByteArraySerializer());
    }

    /**
     * @param answerWithin limit of each call, however often it is tried
     */
    public Admin openAdmin(String clientId, Duration answerWithin) {
        return Admin.create(
                layers(
                        clientId,
                        Map.of(
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                answerWithin,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                answerWithin),
                        Map.of()));
    }

    /** Of a consumer that reads what was committed, and whose offsets its owner commits, if any. */
    public Map<String, Object> consumerSettings(String clientId, Map<String, ?> own) {
        return layers(
                clientId,
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
                own);
    }

    /** Of a producer whose records are safe once they are confirmed, and there once. */
    public Map<String, Object> producerSettings(String clientId, Map<String, ?> own) {
        return layers(
                clientId,
                Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true),
                own);
    }

    /**
     * Of Kafka Streams with global stores and nothing else.
     *
     * @param own of Kafka Streams itself
     * @param ownOfConsumer of the consumer that fills the stores
     */
    public Map<String, Object> streamsSettings(
            String applicationId, Map<String, ?> own, Map<String, ?> ownOfConsumer) {
        Map<String, Object> settings = layers(applicationId, Map.of(), own);
        settings.put(APPLICATION_ID, applicationId);
        Map<String, Object> ofConsumer =
                new HashMap<>(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"));
        ofConsumer.putAll(measuring);
        put(ofConsumer, ownOfConsumer);
        ofConsumer.putAll(operatorSettings);
        ofConsumer.forEach((name, value) -> settings.put(GLOBAL_CONSUMER + name, value));
        return settings;
    }

    /** Some of the operator's settings are secrets. */
    @Override
    public String toString() {
        return "KafkaClients[" + bootstrapServers + "]";
    }

    private Map<String, Object> layers(
            String clientId, Map<String, ?> ofKind, Map<String, ?> ofClient) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        settings.putAll(measuring);
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        put(settings, ofKind);
        put(settings, ofClient);
        settings.putAll(operatorSettings);
        return settings;
    }

    private static void put(Map<String, Object> settings, Map<String, ?> more) {
        more.forEach((name, value) -> settings.put(name, inMillis(value)));
    }

    private static Object inMillis(Object value) {
        return value instanceof Duration duration
                ? (Object) Math.toIntExact(duration.toMillis())
                : value;
    }
}
