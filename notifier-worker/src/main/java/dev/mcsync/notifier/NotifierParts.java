package dev.mcsync.notifier;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.notifier.delivery.ChannelDelivery;
import dev.mcsync.notifier.discord.HttpWebhook;
import dev.mcsync.notifier.discord.WebhookUrl;
import dev.mcsync.notifier.health.ChannelHealth;
import dev.mcsync.notifier.health.KafkaHealth;
import dev.mcsync.notifier.health.LedgerProbe;
import dev.mcsync.notifier.intake.OutcomeListener;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.IncidentBook;
import dev.mcsync.notifier.ledger.R2dbcDeliveryLedger;
import dev.mcsync.notifier.ledger.R2dbcIncidentBook;
import dev.mcsync.notifier.resend.ResendEndpoint;
import dev.mcsync.service.access.AccessRule;
import dev.mcsync.service.access.AccessTable;
import dev.mcsync.service.health.IntakeHealth;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Puts the parts together. */
@Configuration(proxyBeanMethods = false)
class NotifierParts {

    private static final Logger log = LoggerFactory.getLogger(NotifierParts.class);

    @Bean
    AccessTable accessTable() {
        return AccessTable.of(
                AccessRule.post("/api/dashboard/deliveries/{event_id}/retry", Role.PANEL));
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(NotifierSettings settings) {
        return PostgresPool.create(
                PostgresAddress.parse(settings.postgresUrl().value()),
                "mc-notifier-worker",
                settings.notifierConnections());
    }

    @Bean
    DeliveryLedger deliveryLedger(ConnectionPool connections) {
        return new R2dbcDeliveryLedger(connections);
    }

    @Bean
    IncidentBook incidentBook(ConnectionPool connections) {
        return new R2dbcIncidentBook(connections);
    }

    @Bean
    OutcomeListener outcomeListener(
            NotifierSettings settings,
            DeliveryLedger ledger,
            Optional<ChannelDelivery> delivery,
            MeterRegistry registry) {
        if (delivery.isEmpty()) {
            log.warn(
                    "No webhook is set (mc.discord-webhook-url): nothing is told to Discord, and"
                            + " what would be is kept as suppressed, no_webhook");
        }
        return new OutcomeListener(
                settings.kafkaClients(),
                settings.notifierGroup(),
                ledger,
                settings.discordChannel(),
                delivery.isPresent(),
                registry,
                () -> delivery.ifPresent(ChannelDelivery::ring));
    }

    @Bean
    RouterFunction<ServerResponse> resendRoutes(
            DeliveryLedger ledger, Optional<ChannelDelivery> delivery, NotifierSettings settings) {
        return new ResendEndpoint(
                        ledger,
                        settings.discordChannel(),
                        () -> delivery.ifPresent(ChannelDelivery::ring))
                .routes();
    }

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
                MeterRegistry registry) {
            return ChannelDelivery.of(
                    settings.discordChannel(),
                    ledger,
                    incidents,
                    webhook,
                    settings.sendingRules(),
                    registry,
                    settings.discordHoldTimeout());
        }
    }
}
