package dev.mcsync.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.MessageListenerContainer;

final class PollAgeTest {

    private final AtomicLong nanos = new AtomicLong(7);
    private final Readers readers = new Readers();
    private final PollAge age = new PollAge(readers, 2, nanos::get);

    @Test
    void theReaderThatHasNotPolledForLongestTells() {
        passes(Duration.ofMinutes(5));
        readers.polled("one", 1);
        readers.polled("two", 30);

        assertThat(age.millis()).isEqualTo(30_000);
    }

    @Test
    void aReaderThatIsGoneIsNotMadeUpForByTheOther() {
        readers.polled("one", 0);
        readers.polled("two", 0);
        assertThat(age.millis()).isZero();

        readers.polledUntilNow.remove("two");
        passes(Duration.ofSeconds(90));

        assertThat(age.millis()).isEqualTo(90_000);
    }

    @Test
    void itAgesFromTheStartUntilAllHavePolled() {
        readers.polled("one", 0);
        // Kafka's word for never.
        readers.polled("two", -1);
        passes(Duration.ofSeconds(20));

        assertThat(age.millis()).isEqualTo(20_000);
    }

    @Test
    void readersThatComeBackMakeItYoung() {
        passes(Duration.ofMinutes(3));
        assertThat(age.millis()).isEqualTo(180_000);

        readers.polled("one", 0);
        readers.polled("two", 2);

        assertThat(age.millis()).isEqualTo(2_000);
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Of a container nothing but what its consumers measure. */
    private static final class Readers implements MessageListenerContainer {
        private final Map<String, Map<MetricName, Metric>> polledUntilNow = new HashMap<>();

        void polled(String clientId, double secondsAgo) {
            MetricName name =
                    new MetricName("last-poll-seconds-ago", "consumer-metrics", "", Map.of());
            polledUntilNow.put(clientId, Map.of(name, new Measured(name, secondsAgo)));
        }

        @Override
        public Map<String, Map<MetricName, ? extends Metric>> metrics() {
            return new HashMap<>(polledUntilNow);
        }

        @Override
        public void setupMessageListener(Object messageListener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void start() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isRunning() {
            return true;
        }
    }

    private record Measured(MetricName metricName, Object metricValue) implements Metric {}
}
