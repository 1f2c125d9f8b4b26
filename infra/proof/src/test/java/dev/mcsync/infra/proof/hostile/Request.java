package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/** An HTTP request, byte for byte, so that a case can spoil any part of it. */
final class Request {
    static final String HOST = "127.0.0.1";

    private final StringBuilder head = new StringBuilder();
    private byte[] body = {};

    private Request() {}

    static Request of(String method, String path) {
        Request request = line(method + " " + path + " HTTP/1.1");
        return request.header("Host", HOST).header("Connection", "close");
    }

    /** With nothing but the line that is given. */
    static Request line(String requestLine) {
        Request request = new Request();
        request.head.append(requestLine).append("\r\n");
        return request;
    }

    Request header(String name, String value) {
        return rawHeader(name + ": " + value);
    }

    Request rawHeader(String line) {
        head.append(line).append("\r\n");
        return this;
    }

    Request token(String token) {
        return header("x-mc-token", token);
    }

    Request json(byte[] content) {
        return header("Content-Type", "application/json").sized(content);
    }

    Request json(String content) {
        return json(content.getBytes(ISO_8859_1));
    }

    Request sized(byte[] content) {
        return header("Content-Length", Integer.toString(content.length)).unsized(content);
    }

    /** Leaves it to the case to say how long the content is. */
    Request unsized(String content) {
        return unsized(content.getBytes(ISO_8859_1));
    }

    Request unsized(byte[] content) {
        body = content;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
        bytes.writeBytes(new byte[] {'\r', '\n'});
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }
}
