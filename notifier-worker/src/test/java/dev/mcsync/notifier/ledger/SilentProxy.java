package dev.mcsync.notifier.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a server. Once silenced, the connections that it has stay open and nothing goes
 * through them any more, as when a cable is pulled; new ones work.
 */
final class SilentProxy implements AutoCloseable {

    private final ServerSocket door;
    private final int target;
    private final List<Link> links = new CopyOnWriteArrayList<>();

    private SilentProxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    static SilentProxy before(int port) throws IOException {
        SilentProxy proxy =
                new SilentProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), port);
        Thread.ofVirtual().start(proxy::accept);
        return proxy;
    }

    int port() {
        return door.getLocalPort();
    }

    void silence() {
        links.forEach(link -> link.silent = true);
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Link link : links) {
            link.client.close();
            link.server.close();
        }
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Link link =
                        new Link(
                                door.accept(),
                                new Socket(InetAddress.getLoopbackAddress(), target));
                links.add(link);
                Thread.ofVirtual().start(() -> link.carry(link.client, link.server));
                Thread.ofVirtual().start(() -> link.carry(link.server, link.client));
            }
        } catch (IOException e) {
            if (!door.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static final class Link {
        private final Socket client;
        private final Socket server;
        private volatile boolean silent;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void carry(Socket from, Socket to) {
            byte[] buffer = new byte[8_192];
            try (from;
                    InputStream in = from.getInputStream();
                    OutputStream out = to.getOutputStream()) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (!silent) {
                        out.write(buffer, 0, read);
                        out.flush();
                    }
                }
            } catch (IOException _) {
                // Either end may go at any time; the other one sees it by the closed socket.
            }
        }
    }
}
