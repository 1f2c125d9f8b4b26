package dev.mcsync.infra.proof.system;

import dev.mcsync.infra.local.run.Service;
import java.util.List;

/** The service processes of a fleet. The processor may have a second instance that takes over. */
public enum Member {
    GATEWAY("gateway", Service.INGRESS_GATEWAY),
    PROCESSOR("processor", Service.STATE_PROCESSOR),
    SECOND_PROCESSOR("processor-2", Service.STATE_PROCESSOR, "--mc.instance-id=processor-2"),
    NOTIFIER("notifier", Service.NOTIFIER_WORKER),
    REALTIME("realtime", Service.REALTIME_GATEWAY);

    private final String label;
    private final Service service;
    private final List<String> arguments;

    Member(String label, Service service, String... arguments) {
        this.label = label;
        this.service = service;
        this.arguments = List.of(arguments);
    }

    public String label() {
        return label;
    }

    Service service() {
        return service;
    }

    /** Beside those that every instance of the service gets. */
    List<String> ownArguments() {
        return arguments;
    }
}
