package dev.mcsync.ingress;

import dev.mcsync.ingress.settings.IngressSettings;
import dev.mcsync.ingress.settings.LocalSettings;
import dev.mcsync.service.startup.McService;
import dev.mcsync.service.startup.ServiceStart;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;

/** The ingress-gateway as a program, and as one of several in a process. */
@McService("ingress-gateway")
@EnableConfigurationProperties({IngressSettings.class, LocalSettings.class})
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
