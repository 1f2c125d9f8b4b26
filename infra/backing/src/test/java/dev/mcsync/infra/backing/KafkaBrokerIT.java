package dev.mcsync.infra.backing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
    private static final String TOPIC = Topic.TASK_EVENTS.topicName();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path directory;

    @Test
    void acknowledgedRecordsSurviveAKill() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory, LoopbackPorts.free())) {
            new TopicProvisioner(broker.bootstrapServers(), 1, 1).provision();
            write(broker, "before the kill");

            broker.kill();
            assertThat(broker.isAlive()).isFalse();
            broker.restart();
            write(broker, "after the kill");

            assertThat(readAll(broker, 2)).containsExactly("before the kill", "after the kill");
        }
    }

    @Test
    void theBrokerOfAKilledRunIsStoppedAndItsDataKept() throws Exception {
        KafkaBroker orphan = KafkaBroker.start(directory, LoopbackPorts.free());
        new TopicProvisioner(orphan.bootstrapServers(), 1, 1).provision();
        write(orphan, "of the killed run");

        try (KafkaBroker broker = KafkaBroker.start(directory, LoopbackPorts.free())) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(readAll(broker, 1)).containsExactly("of the killed run");
        }
        assertThat(KafkaBroker.stopOrphan(directory)).isEmpty();
    }

    @Test
    void clientsAreToldToConnectToTheProxyBeforeTheBroker() throws Exception {
        int port = LoopbackPorts.free();
        try (TcpProxy proxy = TcpProxy.before(port);
                KafkaBroker broker = KafkaBroker.start(directory, port, proxy.port())) {
            new TopicProvisioner(broker.bootstrapServers(), 1, 1).provision();
            write(broker, "through the proxy");

            assertThat(readAll(broker, 1)).containsExactly("through the proxy");
            assertThat(proxy.tally(ProxyMode.Pass.class).bytesPassed())
                    .isGreaterThan("through the proxy".length());

            proxy.mode(new ProxyMode.Refuse());
            broker.restart();
            proxy.mode(new ProxyMode.Pass());
            write(broker, "after a restart behind closed doors");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> KafkaBroker.start(directory, taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessage(
                            "Port %d, wanted for Kafka, is taken by another program",
                            taken.getLocalPort());
        }
    }

    @Test
    void topicsAreProvisionedOnceAndKeepTheirPartitions() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory, LoopbackPorts.free());
                Admin admin =
                        Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicProvisioner(broker.bootstrapServers(), 2, 1).provision();
            new TopicProvisioner(broker.bootstrapServers(), 3, 1).provision();

            var topics = admin.describeTopics(Set.of(TOPIC)).allTopicNames().get();
            assertThat(topics.values())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.partitions()).hasSize(2));
            assertThat(admin.listTopics().names().get()).hasSameSizeAs(Topic.values());
        }
    }

    private static void write(KafkaBroker broker, String value) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value.getBytes(UTF_8))).get();
        }
    }

    private static List<String> readAll(KafkaBroker broker, int expected) {
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "auto.offset.reset",
                        "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(
                        settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < expected && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> values.add(new String(record.value(), UTF_8)));
            }
        }
        return values;
    }
}
