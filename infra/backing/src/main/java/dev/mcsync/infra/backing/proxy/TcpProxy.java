package dev.mcsync.infra.backing.proxy;

import dev.mcsync.infra.backing.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Listens on the loopback interface and carries every connection to a target, spoiling it on
 * demand. The mode may change at any time, by any thread, for the connections there are, for new
 * ones, or for both. A target that is away shows as a connection that is accepted and closed.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int WAITING_CONNECTIONS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** On the loopback interface an answer comes at once or not at all. */
    private static final int CONNECT_MILLIS = 2_000;

    private final InetSocketAddress target;
    private final int port;
    private final Tallies tallies = new Tallies();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private ProxyMode modeOfNew = new ProxyMode.Pass();
    private @Nullable ServerSocket door;
    private @Nullable Thread doorman;

    private TcpProxy(InetSocketAddress target, int port) {
        this.target = target;
        this.port = port;
    }

    /** Before a server of this machine, on any free port. */
    public static TcpProxy before(int targetPort) {
        return start(LoopbackPorts.free(), targetPort);
    }

    /** Before a server of this machine, which need not be there yet. */
    public static TcpProxy start(int port, int targetPort) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        var proxy = new TcpProxy(new InetSocketAddress(loopback, targetPort), port);
        proxy.open();
        return proxy;
    }

    public int port() {
        return port;
    }

    /** For the connections there are and for new ones. */
    public synchronized void mode(ProxyMode mode) {
        modeOfNew(mode);
        modeOfExisting(mode);
    }

    /** For the connections there are at this moment; new ones stay as they were. */
    public synchronized void modeOfExisting(ProxyMode mode) {
        links.forEach(link -> link.mode(mode));
    }

    /** For connections to come; those there are stay as they were. */
    public synchronized void modeOfNew(ProxyMode mode) {
        modeOfNew = mode;
        if (mode instanceof ProxyMode.Refuse) {
            shut();
        } else if (door == null) {
            open();
        }
    }

    /**
     * Resets one connection, known by the port from which the target sees it come; so a server
     * behind the proxy can have a request end in a reset.
     */
    public void resetConnectionFrom(int sourcePort) {
        links.stream().filter(link -> link.comesFrom(sourcePort)).forEach(Link::breakOff);
    }

    /** What happened under a kind of mode since the proxy was started. */
    public Tally tally(Class<? extends ProxyMode> mode) {
        return tallies.of(mode);
    }

    /** Connections that are open now. */
    public int connections() {
        return links.size();
    }

    @Override
    public synchronized void close() {
        shut();
        modeOfNew = new ProxyMode.Refuse();
        links.forEach(Link::close);
    }

    private synchronized void open() {
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    WAITING_CONNECTIONS);
            door = opened;
            doorman = Thread.ofVirtual().name("proxy-" + port).start(() -> acceptAll(opened));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on port " + port, e);
        }
    }

    /** The system takes connections for as long as the thread is in there that waits for one. */
    private synchronized void shut() {
        if (door == null || doorman == null) {
            return;
        }
        try {
            door.close();
            if (!doorman.join(PATIENCE)) {
                throw new IllegalStateException(
                        "Port " + port + " is still open after " + PATIENCE);
            }
            door = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while port " + port + " was shut", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close port " + port, e);
        }
    }

    private void acceptAll(ServerSocket opened) {
        try {
            while (true) {
                Socket client = opened.accept();
                Thread.ofVirtual().start(() -> join(client));
            }
        } catch (IOException e) {
            if (!opened.isClosed()) {
                throw new UncheckedIOException("Cannot accept connections on port " + port, e);
            }
        }
    }

    /** Under the lock, so that no change of mode passes a new connection by. */
    private synchronized void join(Socket client) {
        if (modeOfNew instanceof ProxyMode.Refuse) {
            refuse(client);
            return;
        }
        try {
            client.setTcpNoDelay(true);
            Socket server = modeOfNew instanceof ProxyMode.Blackhole ? null : connect();
            var link = new Link(client, server, modeOfNew, tallies, links::remove);
            links.add(link);
            tallies.accepted(modeOfNew);
            link.start();
            link.mode(modeOfNew);
        } catch (IOException _) {
            refuse(client);
        }
    }

    /** As near as a proxy comes to a target that does not listen. */
    private static void refuse(Socket client) {
        try {
            client.setSoLinger(true, 0);
            client.close();
        } catch (IOException _) {
            // It has gone by itself.
        }
    }

    private Socket connect() throws IOException {
        var server = new Socket();
        try {
            server.setTcpNoDelay(true);
            server.connect(target, CONNECT_MILLIS);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }
}
