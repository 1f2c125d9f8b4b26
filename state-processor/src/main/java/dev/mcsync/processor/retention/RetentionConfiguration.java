package dev.mcsync.processor.retention;

import dev.mcsync.processor.ProcessorSettings;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.jobs.CronJobs;
import dev.mcsync.processor.jobs.JobSchedule;
import dev.mcsync.processor.publish.FactPublisher;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the purge and its schedule together. */
@Configuration(proxyBeanMethods = false)
class RetentionConfiguration {

    @Bean
    Retention retention(
            Transactions transactions,
            FactPublisher publisher,
            ProcessorSettings settings,
            InstantSource clock) {
        return new Retention(
                transactions,
                new CronJobs(transactions),
                publisher,
                settings.limits(),
                settings.retention(),
                clock);
    }

    @Bean
    JobSchedule retentionSchedule(
            Retention retention, Transactions transactions, ProcessorSettings settings) {
        return new JobSchedule(
                Retention.JOB,
                settings.retention().cron(),
                new CronJobs(transactions),
                retention::run,
                retention::interrupt);
    }
}
