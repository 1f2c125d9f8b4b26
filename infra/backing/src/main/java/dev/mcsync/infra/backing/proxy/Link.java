package dev.mcsync.infra.backing.proxy;

import dev.mcsync.infra.backing.proxy.ProxyMode.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the proxy: two sockets, and a thread for each direction. The mode is read
 * anew for every piece of data.
 */
final class Link {
    private static final int BUFFER_BYTES = 16_384;
    private static final int DRIPS_PER_SECOND = 20;

    private final Socket client;
    private final @Nullable Socket server;
    private final Tallies tallies;
    private final Consumer<Link> onClosed;
    private ProxyMode mode;
    private long carriedInMode;
    private boolean hasHole;
    private boolean isClosed;
    private int directionsEnded;

    /**
     * @param server null for a connection that is only swallowed
     */
    Link(
            Socket client,
            @Nullable Socket server,
            ProxyMode mode,
            Tallies tallies,
            Consumer<Link> onClosed) {
        this.client = client;
        this.server = server;
        this.mode = mode;
        this.tallies = tallies;
        this.onClosed = onClosed;
        this.hasHole = server == null;
    }

    void start() {
        Thread.ofVirtual().start(() -> carryAll(Direction.TO_TARGET, client, server));
        if (server != null) {
            Thread.ofVirtual().start(() -> carryAll(Direction.TO_CLIENT, server, client));
        }
    }

    synchronized void mode(ProxyMode next) {
        boolean swallowsOn = next.equals(mode);
        mode = next;
        carriedInMode = 0;
        notifyAll();
        boolean breaks =
                switch (next) {
                    case ProxyMode.Reset _, ProxyMode.Refuse _ -> true;
                    case ProxyMode.Pass _,
                            ProxyMode.Delayed _,
                            ProxyMode.Blackhole _,
                            ProxyMode.HalfOpen _,
                            ProxyMode.Hold _,
                            ProxyMode.CutAfter _,
                            ProxyMode.Drip _ ->
                            hasHole && !swallowsOn;
                };
        if (breaks) {
            breakOff();
        }
    }

    /** The port from which the target sees this connection come. */
    boolean comesFrom(int port) {
        return server != null && server.getLocalPort() == port;
    }

    /** Both ends see a reset, by the will of the proxy. */
    synchronized void breakOff() {
        if (!isClosed) {
            tallies.broken(mode);
            reset();
        }
    }

    private synchronized void reset() {
        try {
            client.setSoLinger(true, 0);
            if (server != null) {
                server.setSoLinger(true, 0);
            }
        } catch (IOException _) {
            // An end that is closed already cannot be reset, and need not be.
        }
        close();
    }

    synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        notifyAll();
        close(client);
        if (server != null) {
            close(server);
        }
        onClosed.accept(this);
    }

    private void carryAll(Direction direction, Socket from, @Nullable Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int read = from.getInputStream().read(buffer);
            while (read >= 0) {
                carry(direction, buffer, read, to);
                awaitRelease();
                read = from.getInputStream().read(buffer);
            }
            awaitRelease();
            ended(direction, to);
        } catch (IOException _) {
            failed(direction);
        } catch (InterruptedException _) {
            close();
        }
    }

    private void carry(Direction direction, byte[] buffer, int count, @Nullable Socket to)
            throws IOException, InterruptedException {
        ProxyMode now = awaitRelease();
        if (to == null || swallows(now, direction)) {
            swallowed();
            tallies.dropped(now, count);
            return;
        }
        switch (now) {
            case ProxyMode.Delayed(Duration latency, Duration jitter) -> {
                Thread.sleep(latency.plus(part(jitter)));
                pass(now, buffer, 0, count, to);
            }
            case ProxyMode.Drip(int bytesPerSecond) -> drip(now, bytesPerSecond, buffer, count, to);
            case ProxyMode.CutAfter(long bytes) -> passUntil(now, bytes, buffer, count, to);
            case ProxyMode.Pass _,
                    ProxyMode.Blackhole _,
                    ProxyMode.HalfOpen _,
                    ProxyMode.Hold _,
                    ProxyMode.Reset _,
                    ProxyMode.Refuse _ ->
                    pass(now, buffer, 0, count, to);
        }
    }

    private void drip(ProxyMode now, int bytesPerSecond, byte[] buffer, int count, Socket to)
            throws IOException, InterruptedException {
        int drop = Math.max(1, bytesPerSecond / DRIPS_PER_SECOND);
        for (int offset = 0; offset < count; offset += drop) {
            int size = Math.min(drop, count - offset);
            if (mode() == now) {
                Thread.sleep(Duration.ofSeconds(1).multipliedBy(size).dividedBy(bytesPerSecond));
            }
            pass(now, buffer, offset, size, to);
        }
    }

    private void passUntil(ProxyMode now, long limit, byte[] buffer, int count, Socket to)
            throws IOException {
        int allowed = allowance(limit, count);
        pass(now, buffer, 0, allowed, to);
        if (allowed < count) {
            tallies.dropped(now, count - allowed);
            tallies.broken(now);
            close();
        }
    }

    private synchronized int allowance(long limit, int count) {
        int allowed = (int) Math.min(count, limit - carriedInMode);
        carriedInMode += allowed;
        return allowed;
    }

    private void pass(ProxyMode now, byte[] buffer, int offset, int count, Socket to)
            throws IOException {
        to.getOutputStream().write(buffer, offset, count);
        tallies.passed(now, count);
    }

    /** The mode that counts, once it is none that holds everything back. */
    private synchronized ProxyMode awaitRelease() throws InterruptedException {
        while (mode instanceof ProxyMode.Hold && !isClosed) {
            wait();
        }
        return mode;
    }

    private synchronized ProxyMode mode() {
        return mode;
    }

    private synchronized void swallowed() {
        hasHole = true;
    }

    /** An end that is swallowed is unknown to the other side, as everything else is. */
    private synchronized void ended(Direction direction, @Nullable Socket to) throws IOException {
        if (to == null) {
            close();
        } else if (swallows(mode, direction)) {
            hasHole = true;
        } else {
            directionsEnded++;
            to.shutdownOutput();
            if (directionsEnded == Direction.values().length) {
                close();
            }
        }
    }

    private synchronized void failed(Direction direction) {
        boolean isUnknown = swallows(mode, direction) || mode instanceof ProxyMode.Hold;
        if (isUnknown && server != null) {
            hasHole = true;
        } else {
            reset();
        }
    }

    private static boolean swallows(ProxyMode mode, Direction direction) {
        return mode instanceof ProxyMode.Blackhole
                || (mode instanceof ProxyMode.HalfOpen(Direction swallowed)
                        && swallowed == direction);
    }

    private static Duration part(Duration jitter) {
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(jitter.toNanos() + 1));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close a socket of the proxy", e);
        }
    }
}
