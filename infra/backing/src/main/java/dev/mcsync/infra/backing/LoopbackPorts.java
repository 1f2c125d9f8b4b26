package dev.mcsync.infra.backing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds out which TCP ports of the loopback interface are free. */
public final class LoopbackPorts {
    /** Below the range from which the usual kernels take ports for outgoing connections. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 200;

    private LoopbackPorts() {}

    /**
     * A port nobody listens on at this moment, and that no other process gets from here until this
     * one has ended; a program that does not ask here may still be quicker to take it.
     */
    public static int free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && PortReservations.take(port)) {
                return port;
            }
        }
        throw new IllegalStateException(
                "No free port among " + ATTEMPTS + " tried from " + LOWEST + " to " + HIGHEST);
    }

    /** The preferred port when nobody listens on it, any free one otherwise. */
    public static int freeOr(int preferred) {
        return isFree(preferred) ? preferred : free();
    }

    public static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    static void requireFree(int port, String wantedFor) {
        if (!isFree(port)) {
            throw new PortTakenException(port, wantedFor);
        }
    }
}
