package dev.mcsync.infra.backing;

/** Another program listens on the port that was asked for. */
public final class PortTakenException extends RuntimeException {
    private final int port;

    public PortTakenException(int port, String wantedFor) {
        super("Port " + port + ", wanted for " + wantedFor + ", is taken by another program");
        this.port = port;
    }

    public int port() {
        return port;
    }
}
