package dev.mcsync.processor;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.processor.access.AccessFilter;
import dev.mcsync.processor.access.UnexpectedFailures;
import dev.mcsync.processor.core.AgentDecider;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.deadline.DeadlineSweeper;
import dev.mcsync.processor.health.DatabaseHealth;
import dev.mcsync.processor.health.IntakeHealth;
import dev.mcsync.processor.hearing.HearingConfiguration;
import dev.mcsync.processor.hearing.HearingWatch;
import dev.mcsync.processor.hearing.KafkaHearing;
import dev.mcsync.processor.hearing.SinceStart;
import dev.mcsync.processor.intake.IntakeConfiguration;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.PostgresLedger;
import dev.mcsync.processor.ledger.PostgresWatch;
import dev.mcsync.processor.ledger.Watch;
import dev.mcsync.processor.past.PastConfiguration;
import dev.mcsync.processor.publish.FactPublisher;
import dev.mcsync.processor.publish.PublishConfiguration;
import dev.mcsync.processor.reconcile.ReconcileConfiguration;
import dev.mcsync.processor.retention.RetentionConfiguration;
import dev.mcsync.service.server.ServerConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.r2dbc.pool.ConnectionPool;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * The state processor: the only writer of tasks, agents and their history.
 *
 * <p>Auto-configurations are listed one by one, so that what other services bring to a shared class
 * path changes nothing here.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProcessorSettings.class)
@Import({
    HearingConfiguration.class,
    IntakeConfiguration.class,
    PastConfiguration.class,
    PublishConfiguration.class,
    ReconcileConfiguration.class,
    RetentionConfiguration.class,
    ServerConfiguration.class
})
@ImportAutoConfiguration({
    org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration.class,
    org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration
            .class,
    org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration.class,
    org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration
            .class,
    org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration
            .class,
    org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration.class,
    org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration.class,
    org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration.class,
    org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration.class,
    org.springframework.boot.health.autoconfigure.actuate.endpoint
            .AvailabilityProbesAutoConfiguration.class,
    org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration
            .class,
    org.springframework.boot.health.autoconfigure.application
            .AvailabilityHealthContributorAutoConfiguration.class,
    org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration
            .class,
    org.springframework.boot.health.autoconfigure.registry
            .HealthContributorRegistryAutoConfiguration.class,
    org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration.class,
    org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration.class,
    org.springframework.boot.micrometer.metrics.autoconfigure
            .CompositeMeterRegistryAutoConfiguration.class,
    org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration.class,
    org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus
            .PrometheusMetricsExportAutoConfiguration.class,
    org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration.class,
    org.springframework.boot.reactor.autoconfigure.ReactorAutoConfiguration.class,
    org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration
            .class,
    org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration.class,
    org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration.class,
    org.springframework.boot.webflux.autoconfigure.actuate.endpoint.web
            .WebFluxHealthEndpointExtensionAutoConfiguration.class,
    org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration.class
})
public class StateProcessor {

    private static final String NAME = "state-processor";

    public static void main(String[] args) {
        start(args);
    }

    /** Starts the service in this process; closing the context stops it. */
    public static ConfigurableApplicationContext start(String... args) {
        return new SpringApplicationBuilder(StateProcessor.class)
                .main(StateProcessor.class)
                .web(WebApplicationType.REACTIVE)
                .properties("spring.config.name=" + NAME)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(true)
                .run(args);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool connections(ProcessorSettings settings) {
        return PostgresPool.create(
                PostgresAddress.parse(settings.postgresUrl()), NAME, settings.maxConnections());
    }

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
    AccessFilter accessFilter(ProcessorSettings settings) {
        return new AccessFilter(settings.accessTokens());
    }

    @Bean
    UnexpectedFailures unexpectedFailures(InstantSource clock) {
        return new UnexpectedFailures(clock);
    }

    @Bean
    DatabaseHealth database(ConnectionPool connections) {
        return new DatabaseHealth(connections);
    }

    @Bean
    IntakeHealth intake(List<ConcurrentMessageListenerContainer<byte[], byte[]>> containers) {
        return new IntakeHealth(containers);
    }
}
