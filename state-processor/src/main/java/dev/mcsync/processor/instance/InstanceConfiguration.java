package dev.mcsync.processor.instance;

import dev.mcsync.processor.ProcessorSettings;
import dev.mcsync.processor.database.Transactions;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What holds this processor's name. */
@Configuration(proxyBeanMethods = false)
class InstanceConfiguration {

    /** Not longer than a process takes to start, so that nobody waits for a killed one. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    @Bean
    InstanceName instance(ConnectionPool connections, ProcessorSettings settings) {
        String process =
                "process %d at %s, started %s"
                        .formatted(
                                ProcessHandle.current().pid(),
                                InstanceId.orNameOfThisMachine(null),
                                ProcessHandle.current().info().startInstant().orElse(null));
        return new InstanceName(
                new InstanceClaim(
                        new Transactions(connections, LEASE),
                        settings.instanceId(),
                        process,
                        LEASE));
    }
}
