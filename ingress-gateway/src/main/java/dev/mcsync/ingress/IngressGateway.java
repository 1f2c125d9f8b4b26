package dev.mcsync.ingress;

import dev.mcsync.ingress.access.GatewayAccessConfiguration;
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
import dev.mcsync.service.startup.McService;
import dev.mcsync.service.startup.ServiceStart;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The ingress-gateway as a program, and as one of several in a process. */
@McService("ingress-gateway")
@EnableConfigurationProperties(IngressSettings.class)
@Import({
    GatewayAccessConfiguration.class,
    AgentConfiguration.class,
    DocsConfiguration.class,
    HttpConfiguration.class,
    OutcomeConfiguration.class,
    PublishConfiguration.class,
    ReadSideConfiguration.class,
    RoutingConfiguration.class,
    ShareConfiguration.class,
    TaskConfiguration.class
})
public final class IngressGateway {

    private IngressGateway() {}

    public static void main(String... args) {
        ServiceStart.untilStopped(IngressGateway.class, args);
    }

    /** In this process; closing the context stops it. */
    public static ConfigurableApplicationContext start(String... args) {
        return ServiceStart.withinThisProcess(IngressGateway.class, args);
    }
}
