package dev.mcsync.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.event.KafkaEvent;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.kafka.support.TopicPartitionOffset;

class IntakeLivenessTest {

    private static final TopicPartition PARTITION = new TopicPartition("a-topic", 0);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final KafkaMessageListenerContainer<byte[], byte[]> container =
            new KafkaMessageListenerContainer<>(
                    new OneConsumer(),
                    new ContainerProperties(new TopicPartitionOffset("a-topic", 0, 0L)));
    private final IntakeLiveness liveness =
            new IntakeLiveness(List.of(container), Duration.ofMinutes(2));
    private final AtomicInteger deliveries = new AtomicInteger();

    @AfterEach
    void stopTheContainer() {
        container.stop();
    }

    @Test
    void aContainerThatWasNeverStartedLives() {
        assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void aContainerThatIsStoppedHasNotDied() {
        deliverTo(_ -> {});
        await(() -> deliveries.get() > 0);

        container.stop();

        assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void anErrorInTheListenerIsTheDeathOfItsConsumer() {
        deliverTo(_ -> {
            throw new OutOfMemoryError("Direct buffer memory");
        });

        await(() -> liveness.health().getStatus().equals(Status.DOWN));

        assertThat(liveness.health().getDetails())
                .containsEntry("intake", "ended by itself: ERROR");
    }

    @Test
    void anExceptionInTheListenerIsNoDeath() {
        deliverTo(_ -> {
            throw new IllegalStateException("The database is away");
        });

        await(() -> deliveries.get() == 1);
        consumer.schedulePollTask(this::addRecord);
        await(() -> deliveries.get() == 2);

        assertThat(liveness.health().getStatus()).isEqualTo(Status.UP);
    }

    private void deliverTo(MessageListener<byte[], byte[]> listener) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.schedulePollTask(this::addRecord);
        SimpleApplicationEventMulticaster events = new SimpleApplicationEventMulticaster();
        events.addApplicationListener(liveness);
        container.setBeanName("intake");
        container.setApplicationEventPublisher(event -> {
            if (event instanceof KafkaEvent told) {
                events.multicastEvent(told);
            }
        });
        container.setupMessageListener(
                (MessageListener<byte[], byte[]>)
                        record -> {
                            deliveries.incrementAndGet();
                            listener.onMessage(record);
                        });
        container.start();
    }

    private void addRecord() {
        consumer.addRecord(new ConsumerRecord<>("a-topic", 0, 0, new byte[0], new byte[0]));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private final class OneConsumer implements ConsumerFactory<byte[], byte[]> {

        @Override
        public Consumer<byte[], byte[]> createConsumer(
                @Nullable String groupId,
                @Nullable String clientIdPrefix,
                @Nullable String clientIdSuffix,
                @Nullable Properties properties) {
            return consumer;
        }

        @Override
        public Map<String, Object> getConfigurationProperties() {
            return Map.of();
        }

        @Override
        public boolean isAutoCommit() {
            return false;
        }
    }
}
