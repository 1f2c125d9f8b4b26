package dev.mcsync.notifier.health;

import dev.mcsync.notifier.NotifierSettings;
import dev.mcsync.notifier.delivery.ChannelDelivery;
import dev.mcsync.notifier.delivery.ChannelState;
import dev.mcsync.notifier.intake.OutcomeListener;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.service.health.IntakeHealth;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is told of ledger, log and channel. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    @Bean
    LedgerProbe databaseHealthIndicator(
            DeliveryLedger ledger, NotifierSettings settings, MeterRegistry registry) {
        return new LedgerProbe(ledger, settings.discordChannel(), registry, InstantSource.system());
    }

    @Bean
    IntakeHealth intakeHealthIndicator(OutcomeListener listener, NotifierSettings settings) {
        return listener.health(settings.notifierMaxPollAge());
    }

    @Bean
    KafkaHealth kafkaHealthIndicator(OutcomeListener listener) {
        return new KafkaHealth(listener);
    }

    @Bean
    ChannelHealth discordHealthIndicator(Optional<ChannelDelivery> delivery) {
        return new ChannelHealth(delivery);
    }

    /** Said for as long as it lasts: between two tries nothing else is heard of it. */
    @Bean
    MeterBinder channelRefusals(Optional<ChannelDelivery> delivery) {
        return registry ->
                delivery.ifPresent(channel ->
                        Gauge.builder("mc.discord.refused", channel, HealthConfiguration::isRefused)
                                .description("1 while Discord refuses the channel as a whole")
                                .tag("channel", channel.channel())
                                .register(registry));
    }

    private static double isRefused(ChannelDelivery channel) {
        return channel.state() instanceof ChannelState.Refused ? 1 : 0;
    }
}
