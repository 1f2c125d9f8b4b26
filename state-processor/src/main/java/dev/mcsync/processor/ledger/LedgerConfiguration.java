package dev.mcsync.processor.ledger;

import dev.mcsync.processor.ProcessorSettings;
import dev.mcsync.processor.database.Transactions;
import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What stands in PostgreSQL, for those who write it and those who watch it. */
@Configuration(proxyBeanMethods = false)
class LedgerConfiguration {

    @Bean
    Transactions transactions(ConnectionPool connections) {
        return new Transactions(connections);
    }

    @Bean
    Ledger ledger(Transactions transactions) {
        return new PostgresLedger(transactions);
    }

    @Bean
    Watch watch(Transactions transactions, ProcessorSettings settings) {
        return new PostgresWatch(transactions, settings.limits());
    }
}
