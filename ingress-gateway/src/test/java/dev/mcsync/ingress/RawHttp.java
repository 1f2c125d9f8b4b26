package dev.mcsync.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks to the gateway byte by byte, past every client that would tidy a request up. */
public final class RawHttp {

    private static final Logger LOG = LoggerFactory.getLogger(RawHttp.class);
    private static final int PATIENCE_MILLIS = 10_000;
    private static final long PAUSE_NANOS = 50_000_000;

    /**
     * What came until the connection ended.
     *
     * @param head in lower case
     */
    public record Answer(int status, String head, String body) {

        public boolean isProblem(String reason) {
            return head.contains("content-type: application/problem+json")
                    && body.contains("\"reason\":\"" + reason + "\"");
        }
    }

    private RawHttp() {}

    /** Fails when the gateway does not end the connection. */
    public static Answer exchange(GatewayUnderTest gateway, String request) throws IOException {
        int port = URI.create(gateway.address()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
        }
    }

    /**
     * Sends a piece again and again for as long as the gateway takes it. Fails when it does not end
     * the connection.
     */
    public static Answer drip(GatewayUnderTest gateway, String begin, String piece)
            throws IOException {
        int port = URI.create(gateway.address()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(begin.getBytes(ISO_8859_1));
            Thread.ofVirtual().start(() -> dripUntilRefused(socket, piece.getBytes(ISO_8859_1)));
            return parse(new String(untilTheEnd(socket), ISO_8859_1));
        }
    }

    private static void dripUntilRefused(Socket socket, byte[] piece) {
        try {
            while (!socket.isClosed()) {
                socket.getOutputStream().write(piece);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (IOException e) {
            // The end that is waited for: the reader sees it, too, and judges what came before.
            LOG.debug("No piece is taken any more: {}", e.toString());
        }
    }

    /** A piece that arrives after the end lets the system take the connection back at once. */
    private static byte[] untilTheEnd(Socket socket) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(read);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            LOG.debug("The connection was taken back: {}", e.toString());
        }
        return read.toByteArray();
    }

    private static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("Expected an answer, found " + text);
        }
        return new Answer(
                Integer.parseInt(text.substring(9, 12)),
                text.substring(0, end).toLowerCase(Locale.ROOT),
                text.substring(end + 4));
    }
}
