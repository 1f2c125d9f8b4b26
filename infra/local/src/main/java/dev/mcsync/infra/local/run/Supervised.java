package dev.mcsync.infra.local.run;

import dev.mcsync.infra.backing.BackingServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a broker or database again when its process ends and nobody stopped it. */
final class Supervised implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervised.class);

    private final String name;
    private final BackingServer server;
    private final Steps steps;
    private final Runnable giveUp;
    private boolean closed;

    private Supervised(String name, BackingServer server, Steps steps, Runnable giveUp) {
        this.name = name;
        this.server = server;
        this.steps = steps;
        this.giveUp = giveUp;
    }

    /**
     * Owns the server from now on.
     *
     * @param giveUp called when the server does not start again
     */
    static Supervised watch(String name, BackingServer server, Steps steps, Runnable giveUp) {
        var supervised = new Supervised(name, server, steps, giveUp);
        Thread.ofVirtual().name("watch-" + name).start(supervised::watch);
        return supervised;
    }

    @Override
    public synchronized void close() {
        closed = true;
        server.close();
    }

    private void watch() {
        boolean watching = true;
        while (watching) {
            server.awaitExit();
            watching = restart();
        }
    }

    private synchronized boolean restart() {
        if (closed) {
            return false;
        }
        steps.note(name + " ended by itself (its log: " + server.log() + "); starting it again");
        try {
            server.restart();
            steps.note(name + " runs again");
            return true;
        } catch (RuntimeException e) {
            LOG.error("{} does not start again", name, e);
            steps.note(name + " does not start again, so mc-sync ends: " + e.getMessage());
            giveUp.run();
            return false;
        }
    }
}
