package dev.mcsync.processor.reconcile;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.ProcessorSettings;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.hearing.HearingWatch;
import dev.mcsync.processor.jobs.CronJobs;
import dev.mcsync.processor.jobs.JobSchedule;
import dev.mcsync.processor.ledger.Watch;
import dev.mcsync.processor.publish.FactPublisher;
import dev.mcsync.service.kafka.KafkaClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Puts the reconciliation, its schedule and its endpoint together. */
@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

    @Bean
    ReconcileStore reconcileStore(Transactions transactions) {
        return new ReconcileStore(transactions);
    }

    @Bean
    DriftScan driftScan(ProcessorSettings settings, KafkaClients clients) {
        return new DriftScan(
                PostgresAddress.parse(settings.postgresUrl().value()), clients, settings.limits());
    }

    @Bean
    Reconciliation reconciliation(
            Watch watch,
            HearingWatch hearings,
            FactPublisher publisher,
            DriftScan scan,
            ReconcileStore store,
            MeterRegistry registry,
            InstantSource clock) {
        return new Reconciliation(
                watch, hearings, publisher, scan, store, new ReconcileMetrics(registry), clock);
    }

    @Bean
    ReconcileJob reconcileJob(Reconciliation reconciliation, Transactions transactions) {
        return new ReconcileJob(new CronJobs(transactions), reconciliation);
    }

    @Bean
    JobSchedule reconcileSchedule(
            ReconcileJob job, Transactions transactions, ProcessorSettings settings) {
        return new JobSchedule(
                ReconcileJob.NAME,
                settings.reconcile().cron(),
                new CronJobs(transactions),
                job::run,
                job::interrupt);
    }

    @Bean
    JobSchedule reconcileAllSchedule(
            ReconcileJob job, Transactions transactions, ProcessorSettings settings) {
        return new JobSchedule(
                ReconcileJob.OF_EVERYTHING,
                settings.reconcile().allCron(),
                new CronJobs(transactions),
                job::runOverEverything,
                job::interrupt);
    }

    @Bean
    RouterFunction<ServerResponse> reconcileRoutes(ReconcileJob job) {
        return new ReconcileEndpoint(job).routes();
    }
}
