package dev.mcsync.notifier.health;

import dev.mcsync.notifier.delivery.ChannelDelivery;
import dev.mcsync.notifier.delivery.ChannelState;
import dev.mcsync.notifier.discord.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * How the channel fares. For people: a channel that Discord refuses has an incident of its own, and
 * neither a restart nor taking this instance out of service would help.
 */
final class ChannelHealth implements HealthIndicator {

    private final Optional<ChannelDelivery> delivery;

    /**
     * @param delivery empty when no webhook is configured
     */
    ChannelHealth(Optional<ChannelDelivery> delivery) {
        this.delivery = delivery;
    }

    @Override
    public Health health() {
        return delivery.map(channel -> of(channel.state()))
                .orElseGet(() -> Health.unknown().withDetail("state", "no_webhook").build());
    }

    private static Health of(ChannelState state) {
        return switch (state) {
            case ChannelState.Working() -> Health.up().withDetail("state", "working").build();
            case ChannelState.Retrying(String fault, int failures, Duration pause) ->
                    Health.up()
                            .withDetail("state", "retrying")
                            .withDetail("fault", fault)
                            .withDetail("failures", failures)
                            .withDetail("pauseMillis", pause.toMillis())
                            .build();
            case ChannelState.Refused(Refusal refusal, boolean everyMessage, Duration pause) ->
                    Health.outOfService()
                            .withDetail("state", "refused")
                            .withDetail("status", refusal.status())
                            .withDetail("code", refusal.code())
                            .withDetail("everyMessage", everyMessage)
                            .withDetail("pauseMillis", pause.toMillis())
                            .build();
        };
    }
}
