package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.delivery.Verdict.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what became of one channel's messages; every counter is there from the start. */
final class DeliveryMetrics {

    private final Counter ambiguousResends;
    private final Counter coalesced;
    private final Map<Result, Counter> requests = new EnumMap<>(Result.class);

    DeliveryMetrics(MeterRegistry registry, String channel) {
        this.ambiguousResends =
                Counter.builder("mc.discord.ambiguous.resend")
                        .description("Messages sent again although the first may have arrived")
                        .tag("channel", channel)
                        .register(registry);
        this.coalesced =
                Counter.builder("mc.discord.coalesced")
                        .description("Deliveries told within another delivery's message")
                        .tag("channel", channel)
                        .register(registry);
        for (Result result : Result.values()) {
            requests.put(result, requestCounter(registry, channel, result));
        }
    }

    void resentInDoubt() {
        ambiguousResends.increment();
    }

    void requested(Result result, int lines) {
        Counter counter = requests.get(result);
        if (counter != null) {
            counter.increment();
        }
        if (result == Result.SENT) {
            coalesced.increment(lines - 1.0);
        }
    }

    private static Counter requestCounter(MeterRegistry registry, String channel, Result result) {
        return Counter.builder("mc.discord.requests")
                .description("Requests to the webhook, by what came of them")
                .tag("channel", channel)
                .tag("result", result.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
