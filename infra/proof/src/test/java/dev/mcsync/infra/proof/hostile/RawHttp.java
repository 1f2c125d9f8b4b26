package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/** Sends bytes to the public origin over a socket of its own, and hears what comes back. */
final class RawHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final InetSocketAddress address;

    RawHttp(String url) {
        URI uri = URI.create(url);
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), uri.getPort());
    }

    /**
     * @param status 0 when the connection ended without an answer, -1 when nothing happened in time
     */
    record Answer(int status, String head, String body, Duration took) {
        boolean isProblem() {
            return head.toLowerCase(Locale.ROOT).contains("content-type: application/problem+json");
        }

        String text() {
            return head + "\r\n\r\n" + body;
        }
    }

    Socket connect() {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.connect(address, Math.toIntExact(PATIENCE.toMillis()));
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot connect to " + address, e);
        }
    }

    Answer exchange(byte[] request) {
        long start = System.nanoTime();
        try (Socket socket = connect()) {
            boolean wasCut = !write(socket, request);
            return parse(hear(socket.getInputStream()), wasCut, start);
        } catch (SocketTimeoutException _) {
            return new Answer(-1, "", "", since(start));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot talk to " + address, e);
        }
    }

    /** Hears an answer until it is whole, or the connection ends. */
    static String hear(InputStream in) throws IOException {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            int count = in.read(buffer);
            while (count >= 0) {
                heard.write(buffer, 0, count);
                String text = heard.toString(ISO_8859_1);
                if (isWhole(text)) {
                    return text;
                }
                count = in.read(buffer);
            }
        } catch (SocketException _) {
            // A reset: what came before it is all that there is.
            return heard.toString(ISO_8859_1);
        }
        return heard.toString(ISO_8859_1);
    }

    /** False when the other side has hung up already. */
    private static boolean write(Socket socket, byte[] request) throws IOException {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            return true;
        } catch (SocketException _) {
            return false;
        }
    }

    private static boolean isWhole(String text) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        String head = text.substring(0, end).toLowerCase(Locale.ROOT);
        int length = head.indexOf("\r\ncontent-length:");
        if (length >= 0) {
            String value = head.substring(length + 17).lines().findFirst().orElse("").strip();
            return text.length() - end - 4 >= Integer.parseInt(value);
        }
        return head.contains("\r\ntransfer-encoding:") && text.endsWith("0\r\n\r\n");
    }

    private static Answer parse(String heard, boolean wasCut, long start) {
        Duration took = since(start);
        if (!heard.startsWith("HTTP/1.")) {
            return new Answer(heard.isEmpty() || wasCut ? 0 : -1, "", heard, took);
        }
        int end = heard.indexOf("\r\n\r\n");
        String head = end < 0 ? heard : heard.substring(0, end);
        String body = end < 0 ? "" : heard.substring(end + 4);
        return new Answer(Integer.parseInt(head.substring(9, 12)), head, body, took);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
