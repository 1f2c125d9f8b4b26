package dev.mcsync.notifier;

import dev.mcsync.service.startup.McService;
import dev.mcsync.service.startup.ServiceStart;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.metrics.ConnectionPoolMetricsAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** The notifier-worker: a program of its own, or one of several in a process. */
@McService("notifier-worker")
@ImportAutoConfiguration(ConnectionPoolMetricsAutoConfiguration.class)
@EnableConfigurationProperties(NotifierSettings.class)
public final class NotifierWorker {

    private NotifierWorker() {}

    public static void main(String... args) {
        ServiceStart.untilStopped(NotifierWorker.class, args);
    }

    /** In this process; closing the context stops it. */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceStart.withinThisProcess(NotifierWorker.class, args);
    }
}
