package dev.mcsync.infra.proof.flood;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many connections that ask for something and then do not read, each with a small buffer. */
final class Crowd implements AutoCloseable {

    private static final int RECEIVE_BUFFER = 16 * 1024;
    private static final int CONNECT_MILLIS = 10_000;

    /** A connection from which nothing more comes for so long goes on. */
    private static final int QUIET_MILLIS = 3_000;

    private final InetSocketAddress address;
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();

    Crowd(String url) {
        this.address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
    }

    /** One more, which says {@code request} and nothing else. */
    void ask(String request) {
        try {
            Socket socket = new Socket();
            sockets.add(socket);
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.connect(address, CONNECT_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask " + address, e);
        }
    }

    static String request(String method, String path, String token, String... headers) {
        StringBuilder request =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n")
                        .append("x-mc-token: ")
                        .append(token)
                        .append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    int size() {
        return sockets.size();
    }

    /** How many were answered with which status by now; 0 stands for no answer yet. */
    Map<Integer, Long> answered() {
        Map<Integer, Long> counts = new TreeMap<>();
        sockets.forEach(socket -> counts.merge(statusOf(socket), 1L, Long::sum));
        return counts;
    }

    /**
     * How many the other side hung up on. Reads what stands in the buffers between, which a cut
     * connection gives away first.
     */
    long hungUp() throws InterruptedException, ExecutionException {
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> found =
                    sockets.stream().map(socket -> readers.submit(() -> isOver(socket))).toList();
            long count = 0;
            for (Future<Boolean> one : found) {
                count += one.get() ? 1 : 0;
            }
            return count;
        }
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close a connection", e);
            }
        }
    }

    private static int statusOf(Socket socket) {
        try {
            if (socket.getInputStream().available() < 12) {
                return 0;
            }
            byte[] line = socket.getInputStream().readNBytes(12);
            return Integer.parseInt(new String(line, 9, 3, ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot hear an answer", e);
        }
    }

    private static boolean isOver(Socket socket) throws IOException {
        byte[] read = new byte[64 * 1024];
        socket.setSoTimeout(QUIET_MILLIS);
        try {
            int count = socket.getInputStream().read(read);
            while (count >= 0) {
                count = socket.getInputStream().read(read);
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            // A reset, which is an end as well.
            return true;
        }
    }
}
