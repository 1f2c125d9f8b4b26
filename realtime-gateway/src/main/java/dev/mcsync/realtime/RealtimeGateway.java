package dev.mcsync.realtime;

import dev.mcsync.realtime.view.BoardWatch;
import dev.mcsync.service.startup.McService;
import dev.mcsync.service.startup.ServiceStart;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.metrics.ConnectionPoolMetricsAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/** The realtime-gateway: a program of its own, or one of several in a process. */
@McService("realtime-gateway")
@ImportAutoConfiguration(ConnectionPoolMetricsAutoConfiguration.class)
@EnableConfigurationProperties(RealtimeSettings.class)
public final class RealtimeGateway {

    public static void main(String... args) {
        ServiceStart.untilStopped(RealtimeGateway.class, args);
    }

    /** In this process; closing the context stops it. */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceStart.withinThisProcess(RealtimeGateway.class, args);
    }

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    /** Ends the long polls first, so that the web server need not wait for them. */
    @Bean
    SmartLifecycle endOfWaits(BoardWatch watch) {
        return new EndOfWaits(watch);
    }

    private static final class EndOfWaits implements SmartLifecycle {

        private final BoardWatch watch;
        private volatile boolean running;

        EndOfWaits(BoardWatch watch) {
            this.watch = watch;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            watch.end();
        }

        @Override
        public boolean isRunning() {
            return running;
        }
    }
}
