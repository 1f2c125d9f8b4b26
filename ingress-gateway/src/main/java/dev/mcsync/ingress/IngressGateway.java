package dev.mcsync.ingress;

import dev.mcsync.ingress.access.AccessConfiguration;
import dev.mcsync.ingress.agent.AgentConfiguration;
import dev.mcsync.ingress.docs.DocsConfiguration;
import dev.mcsync.ingress.http.HttpConfiguration;
import dev.mcsync.ingress.outcome.OutcomeConfiguration;
import dev.mcsync.ingress.publish.PublishConfiguration;
import dev.mcsync.ingress.readside.ReadSideConfiguration;
import dev.mcsync.ingress.routing.RoutingConfiguration;
import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.ingress.share.ShareConfiguration;
import dev.mcsync.ingress.task.TaskConfiguration;
import dev.mcsync.service.server.ServerConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.actuate.web.server.NettyReactiveManagementContextAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.actuate.endpoint.web.WebFluxHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * The ingress-gateway as a program, and as one of several in a process. What it is made of is
 * listed one by one: the class path may hold more than this service needs.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableConfigurationProperties(IngressSettings.class)
@ImportAutoConfiguration({
    ApplicationAvailabilityAutoConfiguration.class,
    AvailabilityHealthContributorAutoConfiguration.class,
    AvailabilityProbesAutoConfiguration.class,
    CompositeMeterRegistryAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    HealthContributorAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    HttpHandlerAutoConfiguration.class,
    JvmMetricsAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    ManagementContextAutoConfiguration.class,
    MetricsAutoConfiguration.class,
    NettyReactiveManagementContextAutoConfiguration.class,
    NettyReactiveWebServerAutoConfiguration.class,
    PrometheusMetricsExportAutoConfiguration.class,
    SslAutoConfiguration.class,
    SystemMetricsAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    WebFluxAutoConfiguration.class,
    WebFluxHealthEndpointExtensionAutoConfiguration.class
})
@Import({
    AccessConfiguration.class,
    AgentConfiguration.class,
    DocsConfiguration.class,
    HttpConfiguration.class,
    OutcomeConfiguration.class,
    PublishConfiguration.class,
    ReadSideConfiguration.class,
    RoutingConfiguration.class,
    ServerConfiguration.class,
    ShareConfiguration.class,
    TaskConfiguration.class
})
public final class IngressGateway {

    private static final String CONFIG_NAME = "ingress-gateway";

    /** Runs until the process is asked to stop. */
    public static void main(String[] args) {
        application().run(args);
    }

    /**
     * Starts the gateway in this process; closing the context stops it.
     *
     * @param args settings, such as {@code --server.port=8080}
     */
    public static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = application();
        application.setRegisterShutdownHook(false);
        return application.run(args);
    }

    private static SpringApplication application() {
        SpringApplication application = new SpringApplication(IngressGateway.class);
        application.setMainApplicationClass(IngressGateway.class);
        application.setWebApplicationType(WebApplicationType.REACTIVE);
        application.setDefaultProperties(Map.of("spring.config.name", CONFIG_NAME));
        return application;
    }
}
