package dev.mcsync.processor.deadline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long ago this processor last looked at all clocks and said what was due. */
final class SweepAge {

    private volatile long renewedAtNanos = System.nanoTime();

    private SweepAge() {}

    static SweepAge toldTo(MeterRegistry registry) {
        SweepAge age = new SweepAge();
        TimeGauge.builder("mc.processor.sweep.age", age, TimeUnit.MILLISECONDS, SweepAge::millis)
                .description("How long ago this processor last watched the deadlines to the end")
                .strongReference(true)
                .register(registry);
        return age;
    }

    void renew() {
        renewedAtNanos = System.nanoTime();
    }

    private double millis() {
        return Duration.ofNanos(System.nanoTime() - renewedAtNanos).toMillis();
    }
}
