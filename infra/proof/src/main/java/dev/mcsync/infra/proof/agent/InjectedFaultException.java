package dev.mcsync.infra.proof.agent;

/** What a failpoint throws; nothing of the product knows it. */
public final class InjectedFaultException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InjectedFaultException(FailpointSpec spec) {
        super("Injected at " + spec.text());
    }
}
