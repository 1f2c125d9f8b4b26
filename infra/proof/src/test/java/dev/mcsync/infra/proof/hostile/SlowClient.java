package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/**
 * A client that holds on to a connection and never comes to the point.
 *
 * @param begin what it sends at once
 * @param drip what it sends again and again
 * @param pause between two drips
 * @param limit how long it may last at most, with much room for a slow machine
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record SlowClient(String name, byte[] begin, byte[] drip, Duration pause, Duration limit) {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofSeconds(40);

    static List<SlowClient> all(String token) {
        Request body =
                Request.of("POST", "/api/agents/events")
                        .token(token)
                        .header("Content-Type", "application/json");
        byte[] sized = body.header("Content-Length", "60000").bytes();
        byte[] chunked =
                Request.of("POST", "/api/agents/events")
                        .token(token)
                        .header("Content-Type", "application/json")
                        .header("Transfer-Encoding", "chunked")
                        .bytes();
        byte[] refused =
                Request.of("POST", "/api/agents/events").header("Content-Length", "60000").bytes();
        byte[] answered =
                Request.line("GET /api/session HTTP/1.1").header("Host", Request.HOST).bytes();
        byte[] head = text("GET / HTTP/1.1\r\nHost: h\r\n");
        return List.of(
                client("a socket that says nothing", text(""), text(""), NEVER),
                client("a request line that stops", text("GET / HT"), text(""), NEVER),
                client("headers that stop", head, text(""), NEVER),
                client("a request line byte by byte", text("GET /"), text("x"), millis(100)),
                client("headers byte by byte", head, text("x"), millis(100)),
                client("headers line by line", head, text("X-A: b\r\n"), millis(300)),
                client("empty lines before a request", text("\r\n"), text("\r\n"), millis(100)),
                client("a flood of headers", head, text("X-A: b\r\n".repeat(100)), millis(1)),
                client("a header without end", head, text("x".repeat(10_000)), millis(1)),
                client("a body that stops", sized, text(""), NEVER),
                client("a body byte by byte", sized, text(" "), millis(100)),
                client("a body that was refused, byte by byte", refused, text(" "), millis(100)),
                client("chunks that stop", chunked, text(""), NEVER),
                client("chunks byte by byte", chunked, text("1\r\n \r\n"), millis(100)),
                client(
                        "a flood of chunks",
                        chunked,
                        text("1000\r\n" + " ".repeat(4096) + "\r\n"),
                        millis(1)),
                client("a connection kept and not used", answered, text(""), NEVER));
    }

    /** How long the other side puts up with it. */
    Duration lastAgainst(RawHttp http) {
        long start = System.nanoTime();
        try (Socket socket = http.connect()) {
            Duration patience = pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.getOutputStream().write(begin);
            while (since(start).compareTo(LONGEST) < 0 && isOpen(socket)) {
                socket.getOutputStream().write(drip);
            }
        } catch (SocketException _) {
            return since(start);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot be slow", e);
        }
        return since(start);
    }

    /** Reads for as long as the pause; an answer does not end a connection. */
    private static boolean isOpen(Socket socket) throws IOException {
        try {
            int read = socket.getInputStream().read(new byte[8192]);
            return read >= 0;
        } catch (SocketTimeoutException _) {
            return true;
        }
    }

    private static SlowClient client(String name, byte[] begin, byte[] drip, Duration pause) {
        return new SlowClient(name, begin, drip, pause, Duration.ofSeconds(30));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }
}
