package dev.mcsync.infra.backing;

/**
 * The ports of one start of a broker.
 *
 * @param clients where it listens for clients
 * @param advertised where clients are told to connect: the same, or a proxy's before it
 * @param broker where it listens for itself
 * @param controller where its controller listens
 */
record BrokerPorts(int clients, int advertised, int broker, int controller) {

    /** The inner two are any that are free, since only the broker's own file names them. */
    static BrokerPorts of(int clients, int advertised) {
        int broker = otherThan(clients, advertised);
        int controller = otherThan(clients, advertised, broker);
        return new BrokerPorts(clients, advertised, broker, controller);
    }

    private static int otherThan(int... taken) {
        int port = LoopbackPorts.free();
        for (int other : taken) {
            if (port == other) {
                return otherThan(taken);
            }
        }
        return port;
    }
}
