package dev.mcsync.service.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Tells for how long not all threads that read a topic have asked the log for records, which is how
 * an intake that has died shows. It grows, too, while the log does not answer at the start. May be
 * asked from any thread.
 */
public final class PollAge {

    private final MessageListenerContainer container;
    private final int readers;
    private final LongSupplier nanos;
    private long allPolledAtNanos;

    /**
     * @param readers how many threads the container has when all is well: one that an error has
     *     ended takes its metrics along
     * @param nanos a clock that never jumps
     */
    PollAge(MessageListenerContainer container, int readers, LongSupplier nanos) {
        this.container = container;
        this.readers = readers;
        this.nanos = nanos;
        this.allPolledAtNanos = nanos.getAsLong();
    }

    /** Has it told for as long as the registry is there. */
    public static void tell(
            MeterRegistry registry, String topic, MessageListenerContainer container, int readers) {
        PollAge age = new PollAge(container, readers, System::nanoTime);
        TimeGauge.builder("mc.intake.poll.age", age, TimeUnit.MILLISECONDS, PollAge::millis)
                .description(
                        "For how long not all threads of an intake have asked the log for records")
                .tag("topic", topic)
                .strongReference(true)
                .register(registry);
    }

    synchronized double millis() {
        long now = nanos.getAsLong();
        List<Double> ages = LastPolls.secondsAgo(container);
        if (ages.size() >= readers) {
            double oldest = ages.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            allPolledAtNanos = now - (long) (oldest * Duration.ofSeconds(1).toNanos());
        }
        return Duration.ofNanos(now - allPolledAtNanos).toMillis();
    }
}
