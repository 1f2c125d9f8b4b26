package dev.mcsync.notifier;

import dev.mcsync.notifier.delivery.ChannelDelivery;
import dev.mcsync.notifier.discord.HttpWebhook;
import dev.mcsync.notifier.discord.TracedWebhook;
import dev.mcsync.notifier.discord.WebhookUrl;
import dev.mcsync.notifier.intake.OutcomeListener;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.IncidentBook;
import dev.mcsync.service.kafka.KafkaClients;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** From the log to the channel. */
@Configuration(proxyBeanMethods = false)
class NotifierParts {

    private static final Logger log = LoggerFactory.getLogger(NotifierParts.class);

    @Bean
    OutcomeListener outcomeListener(
            NotifierSettings settings,
            KafkaClients clients,
            DeliveryLedger ledger,
            Optional<ChannelDelivery> delivery,
            MeterRegistry registry) {
        if (delivery.isEmpty()) {
            log.warn(
                    "No webhook is set (mc.discord-webhook-url): nothing is told to Discord, and"
                            + " what would be is kept as suppressed, no_webhook");
        }
        return new OutcomeListener(
                clients,
                settings.notifierGroup(),
                ledger,
                settings.discordChannel(),
                delivery.isPresent(),
                registry,
                () -> delivery.ifPresent(ChannelDelivery::ring));
    }

    /** Only where there is a webhook. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(WebhookIsSet.class)
    static class Discord {

        @Bean
        HttpWebhook webhook(NotifierSettings settings) {
            WebhookUrl url =
                    settings.webhookUrl()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "Expected mc.discord-webhook-url to be set"));
            log.info("Telling channel {} by {}", settings.discordChannel(), url);
            return new HttpWebhook(
                    url, settings.discordConnectTimeout(), settings.discordResponseTimeout());
        }

        @Bean
        ChannelDelivery channelDelivery(
                NotifierSettings settings,
                DeliveryLedger ledger,
                IncidentBook incidents,
                HttpWebhook webhook,
                MeterRegistry registry,
                Spans spans) {
            return ChannelDelivery.of(
                    settings.discordChannel(),
                    ledger,
                    incidents,
                    spans.areKept() ? new TracedWebhook(webhook, spans) : webhook,
                    settings.sendingRules(),
                    registry,
                    settings.discordHoldTimeout());
        }
    }
}
