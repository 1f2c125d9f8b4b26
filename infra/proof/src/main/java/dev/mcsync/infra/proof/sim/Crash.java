package dev.mcsync.infra.proof.sim;

/**
 * Unwinds a thread of a process that was killed. An error of the virtual machine, because nothing
 * may catch it and go on: not the product, and not Reactor, which lets no other kind pass.
 */
final class Crash extends VirtualMachineError {

    private static final long serialVersionUID = 1L;

    Crash() {
        super("the process was killed");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
