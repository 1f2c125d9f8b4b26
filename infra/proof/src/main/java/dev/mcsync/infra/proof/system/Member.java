package dev.mcsync.infra.proof.system;

import dev.mcsync.infra.local.run.Service;
import java.util.Map;

/** The service processes of a fleet. The processor may have a second instance that takes over. */
public enum Member {
    GATEWAY("gateway", Service.INGRESS_GATEWAY),
    PROCESSOR("processor", Service.STATE_PROCESSOR),
    SECOND_PROCESSOR(
            "processor-2", Service.STATE_PROCESSOR, Map.of("MC_INSTANCE_ID", "processor-2")),
    NOTIFIER("notifier", Service.NOTIFIER_WORKER),
    REALTIME("realtime", Service.REALTIME_GATEWAY);

    private final String label;
    private final Service service;
    private final Map<String, String> environment;

    Member(String label, Service service) {
        this(label, service, Map.of());
    }

    Member(String label, Service service, Map<String, String> environment) {
        this.label = label;
        this.service = service;
        this.environment = environment;
    }

    public String label() {
        return label;
    }

    Service service() {
        return service;
    }

    /** Beside those that every instance of the service gets. */
    Map<String, String> ownEnvironment() {
        return environment;
    }
}
