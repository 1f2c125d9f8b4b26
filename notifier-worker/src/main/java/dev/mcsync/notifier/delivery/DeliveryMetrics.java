package dev.mcsync.notifier.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of one channel's messages. */
final class DeliveryMetrics {

    /** What became of one request. */
    enum Result {
        SENT,
        RATE_LIMITED,
        UNAVAILABLE,
        NOT_SENT,
        LOST,
        DEAD,
        REFUSED
    }

    private final MeterRegistry registry;
    private final String channel;
    private final Counter ambiguousResends;
    private final Counter coalesced;
    private final Map<Result, Counter> requests = new ConcurrentHashMap<>();

    DeliveryMetrics(MeterRegistry registry, String channel) {
        this.registry = registry;
        this.channel = channel;
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
            counter(result);
        }
    }

    void resentInDoubt() {
        ambiguousResends.increment();
    }

    void requested(Result result) {
        counter(result).increment();
    }

    void sentTogether(int lines) {
        coalesced.increment(lines - 1.0);
    }

    private Counter counter(Result result) {
        return requests.computeIfAbsent(
                result,
                key ->
                        Counter.builder("mc.discord.requests")
                                .description("Requests to the webhook, by what came of them")
                                .tag("channel", channel)
                                .tag("result", key.name().toLowerCase(Locale.ROOT))
                                .register(registry));
    }
}
