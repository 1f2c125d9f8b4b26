package dev.mcsync.service.kafka;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Which settings of Kafka's clients an operator may set for all of them. */
final class OperatorSettings {

    /** Whoever changes one of these loses facts, repeats them or reads those never committed. */
    private static final Set<String> OURS =
            Set.of(
                    ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    ProducerConfig.CLIENT_ID_CONFIG,
                    ProducerConfig.ACKS_CONFIG,
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                    ProducerConfig.PARTITIONER_CLASS_CONFIG,
                    ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
                    ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                    ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                    ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                    ConsumerConfig.GROUP_ID_CONFIG,
                    ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    ConsumerConfig.ISOLATION_LEVEL_CONFIG);

    private static final Set<String> KNOWN =
            Stream.of(
                            ProducerConfig.configNames(),
                            ConsumerConfig.configNames(),
                            AdminClientConfig.configNames())
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private OperatorSettings() {}

    static boolean isKnown(String name) {
        return KNOWN.contains(name);
    }

    static void check(Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (OURS.contains(name)) {
                throw new IllegalArgumentException(
                        "Expected no mc.kafka.%s: what the product promises rests on its own"
                                .formatted(name));
            }
            if (!isKnown(name)) {
                throw new IllegalArgumentException(
                        "Expected the name of a setting of Kafka's clients after mc.kafka., found "
                                + name);
            }
        }
    }
}
