package dev.mcsync.realtime.session;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/** What is counted of the sessions. Thread-safe. */
final class SessionMeter {

    private final Counter conflated;
    private final Counter dropped;
    private final Timer push;
    private final Map<CloseCode, Counter> closed = new EnumMap<>(CloseCode.class);

    SessionMeter(MeterRegistry registry) {
        conflated =
                Counter.builder("mc.realtime.conflated")
                        .description("Changes that a newer one replaced before they were sent")
                        .register(registry);
        dropped =
                Counter.builder("mc.realtime.dropped")
                        .description("Times that more waited for a client than may wait")
                        .register(registry);
        push =
                Timer.builder("mc.realtime.push")
                        .description("From the record's own time to its handing over to the socket")
                        .publishPercentileHistogram()
                        .minimumExpectedValue(Duration.ofMillis(1))
                        .maximumExpectedValue(Duration.ofSeconds(30))
                        .register(registry);
        for (CloseCode code : CloseCode.values()) {
            closed.put(
                    code,
                    Counter.builder("mc.realtime.closed")
                            .description("Sessions ended by the server")
                            .tag("code", Integer.toString(code.code()))
                            .register(registry));
        }
    }

    void conflated() {
        conflated.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void closed(CloseCode code) {
        Counter counter = closed.get(code);
        if (counter != null) {
            counter.increment();
        }
    }

    void pushed(Collection<Frame> frames, Instant now) {
        for (Frame frame : frames) {
            Instant writtenAt = frame.writtenAt();
            if (writtenAt != null) {
                Duration took = Duration.between(writtenAt, now);
                push.record(took.isNegative() ? Duration.ZERO : took);
            }
        }
    }
}
