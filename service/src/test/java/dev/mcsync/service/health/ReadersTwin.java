package dev.mcsync.service.health;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.springframework.kafka.listener.MessageListenerContainer;

/** Of a container nothing but what its consumers measure. */
final class ReadersTwin implements MessageListenerContainer {

    private final Map<String, Map<MetricName, Metric>> polledUntilNow = new HashMap<>();

    void polled(String clientId, double secondsAgo) {
        MetricName name = new MetricName("last-poll-seconds-ago", "consumer-metrics", "", Map.of());
        polledUntilNow.put(clientId, Map.of(name, new Measured(name, secondsAgo)));
    }

    void leaves(String clientId) {
        polledUntilNow.remove(clientId);
    }

    @Override
    public Map<String, Map<MetricName, ? extends Metric>> metrics() {
        return new HashMap<>(polledUntilNow);
    }

    @Override
    public String getListenerId() {
        return "readers";
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

    private record Measured(MetricName metricName, Object metricValue) implements Metric {}
}
