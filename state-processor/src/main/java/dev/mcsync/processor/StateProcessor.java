package dev.mcsync.processor;

import dev.mcsync.contracts.access.Role;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.deadline.DeadlineSweeper;
import dev.mcsync.processor.hearing.HearingWatch;
import dev.mcsync.processor.hearing.KafkaHearing;
import dev.mcsync.processor.hearing.SinceStart;
import dev.mcsync.processor.ledger.Watch;
import dev.mcsync.processor.publish.FactPublisher;
import dev.mcsync.service.access.AccessRule;
import dev.mcsync.service.access.AccessTable;
import dev.mcsync.service.health.DatabaseHealth;
import dev.mcsync.service.health.IntakeHealth;
import dev.mcsync.service.startup.McService;
import dev.mcsync.service.startup.ServiceStart;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.r2dbc.autoconfigure.metrics.ConnectionPoolMetricsAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** The state processor: the only writer of tasks, agents and their history. */
@McService(StateProcessor.NAME)
@ImportAutoConfiguration(ConnectionPoolMetricsAutoConfiguration.class)
@EnableConfigurationProperties(ProcessorSettings.class)
public class StateProcessor {

    /** Above the longest back-off and the longest batch that is not in trouble. */
    private static final Duration LONGEST_POLL_AGE = Duration.ofSeconds(45);

    static final String NAME = "state-processor";

    public static void main(String... args) {
        ServiceStart.untilStopped(StateProcessor.class, args);
    }

    /** In this process; closing the context stops it. */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceStart.withinThisProcess(StateProcessor.class, args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connections(ProcessorSettings settings) {
        return PostgresPool.ofWatched(
                PostgresAddress.parse(settings.postgresUrl().value()),
                NAME,
                settings.maxConnections());
    }

    @Bean
    @Primary
    HearingWatch hearings(KafkaHearing marks, Watch watch, ProcessorSettings settings) {
        return new SinceStart(marks, watch::lastSignOfLife, settings.offlineAfter());
    }

    @Bean
    TaskDecider taskDecider(ProcessorSettings settings) {
        return new TaskDecider(settings.limits());
    }

    @Bean
    AgentDecider agentDecider(ProcessorSettings settings) {
        return new AgentDecider(settings.limits());
    }

    @Bean
    DeadlineSweeper deadlineSweeper(
            Watch watch,
            FactPublisher publisher,
            HearingWatch hearings,
            InstantSource clock,
            MeterRegistry registry) {
        return new DeadlineSweeper(watch, publisher, hearings, clock, registry);
    }

    @Bean
    AccessTable accessTable() {
        return AccessTable.of(
                AccessRule.read("/api/dashboard/board", Role.PANEL, Role.INTERNAL),
                AccessRule.post("/api/internal/reconcile-agents", Role.INTERNAL));
    }

    @Bean
    DatabaseHealth database(ConnectionPool connections) {
        return new DatabaseHealth(connections);
    }

    @Bean
    IntakeHealth intake(List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        return new IntakeHealth(containers, LONGEST_POLL_AGE, "waiting for the log to answer");
    }
}
