package dev.mcsync.ingress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/** Speaks to the gateway byte by byte, past every client that would tidy a request up. */
public final class RawHttp {

    private static final int PATIENCE_MILLIS = 10_000;

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
