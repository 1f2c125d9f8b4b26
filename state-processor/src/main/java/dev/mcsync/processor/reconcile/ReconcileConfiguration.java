package dev.mcsync.processor.reconcile;

import dev.mcsync.processor.ProcessorSettings;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.intake.FactPublisher;
import dev.mcsync.processor.ledger.Watch;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Puts the reconciliation, its schedule and its endpoint together. */
@Configuration(proxyBeanMethods = false)
public class ReconcileConfiguration {

    @Bean
    ReconcileStore reconcileStore(Transactions transactions) {
        return new ReconcileStore(transactions);
    }

    @Bean
    Reconciliation reconciliation(
            Watch watch, FactPublisher publisher, ReconcileStore store, InstantSource clock) {
        return new Reconciliation(watch, publisher, store, clock);
    }

    @Bean
    ReconcileSchedule reconcileSchedule(
            Reconciliation reconciliation, ReconcileStore store, ProcessorSettings settings) {
        return new ReconcileSchedule(reconciliation, store, settings.reconcileCron());
    }

    @Bean
    RouterFunction<ServerResponse> reconcileRoutes(Reconciliation reconciliation) {
        return new ReconcileEndpoint(reconciliation).routes();
    }
}
