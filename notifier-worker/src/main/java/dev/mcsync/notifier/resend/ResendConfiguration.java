package dev.mcsync.notifier.resend;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.notifier.NotifierSettings;
import dev.mcsync.notifier.delivery.ChannelDelivery;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.service.access.AccessRule;
import dev.mcsync.service.access.AccessTable;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** The one call that people make. */
@Configuration(proxyBeanMethods = false)
class ResendConfiguration {

    @Bean
    AccessTable accessTable() {
        return AccessTable.of(
                AccessRule.post("/api/dashboard/deliveries/{event_id}/retry", Role.PANEL));
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
}
