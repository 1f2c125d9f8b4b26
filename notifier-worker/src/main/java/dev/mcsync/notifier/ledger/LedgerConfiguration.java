package dev.mcsync.notifier.ledger;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.notifier.NotifierSettings;
import dev.mcsync.service.trace.Spans;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands in PostgreSQL. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean(destroyMethod = "dispose")
    ConnectionPool connectionPool(NotifierSettings settings) {
        return PostgresPool.ofWatched(
                PostgresAddress.parse(settings.postgresUrl().value()),
                "mc-notifier-worker",
                settings.notifierConnections());
    }

    @Bean
    DeliveryLedger deliveryLedger(ConnectionPool connections, Spans spans) {
        DeliveryLedger ledger = new R2dbcDeliveryLedger(connections);
        return spans.areKept() ? new TracedLedger(ledger, spans) : ledger;
    }

    @Bean
    IncidentBook incidentBook(ConnectionPool connections) {
        return new R2dbcIncidentBook(connections);
    }
}
