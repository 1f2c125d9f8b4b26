package dev.mcsync.infra.proof.hostile;

import static dev.mcsync.infra.proof.hostile.RawWebSocket.BINARY;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.CLOSE;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.CONTINUATION;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.CUT;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.FINAL;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.OPEN;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.PING;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.PONG;
import static dev.mcsync.infra.proof.hostile.RawWebSocket.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What may come through the WebSocket of the board. */
final class WebSocketCases {
    static final String HELLO = "{\"op\":\"hello\"}";
    private static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    private static final String HANDSHAKE =
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n" + KEY;

    /** Far more than anybody needs to ask whether the other side is there. */
    private static final int FLOOD = 20_000;

    private final String origin;
    private final List<WebSocketCase> cases = new ArrayList<>();

    private WebSocketCases(String origin) {
        this.origin = origin;
    }

    static List<WebSocketCase> all(String origin) {
        WebSocketCases collected = new WebSocketCases(origin);
        collected.tickets();
        collected.origins();
        collected.handshakes();
        collected.hellos();
        collected.frames();
        collected.floods();
        return List.copyOf(collected.cases);
    }

    private void tickets() {
        for (String query :
                List.of(
                        "?ticket=" + EventBodies.MARKER,
                        "?ticket=" + "A".repeat(75),
                        "?ticket=" + "A".repeat(3000),
                        "?ticket=%ticket%A",
                        "?ticket=A%ticket%",
                        "?ticket=%00",
                        "?ticket=%ff",
                        "?ticket=" + EventBodies.MARKER + "&ticket=%ticket%")) {
            add("a ticket of " + shortened(query), query, "", _ -> {}, 4001);
        }
        for (String query : List.of("", "?ticket", "?ticket=", "?ticket=%20", "?Ticket=%ticket%")) {
            add("no ticket: " + query, query, "", _ -> {}, 401);
        }
        add("a ticket that was used", "?ticket=%used%", "", _ -> {}, 4001);
        add(
                "a token instead of a ticket",
                "",
                "x-mc-token: " + EventBodies.MARKER + "\r\n",
                _ -> {},
                401);
    }

    private static String shortened(String query) {
        return query.length() > 60 ? query.length() + " characters" : query;
    }

    private void origins() {
        for (String foreign :
                List.of(
                        "http://evil.example",
                        "null",
                        "",
                        origin + ".evil.example",
                        origin + "@evil.example",
                        origin + "/",
                        "http://evil.example#" + origin,
                        "http://evil.example/" + origin,
                        origin.replace("http", "ftp"),
                        origin.replaceFirst(":[0-9]+$", ":1"),
                        "file://",
                        "chrome-extension://" + EventBodies.MARKER,
                        EventBodies.MARKER)) {
            add(
                    "a page of " + foreign,
                    "?ticket=%ticket%",
                    "Origin: " + foreign + "\r\n",
                    _ -> {},
                    4003);
        }
        add(
                "a page of two origins",
                "?ticket=%ticket%",
                "Origin: " + origin + "\r\nOrigin: http://evil.example\r\n",
                _ -> {},
                4003);
        add(
                "a page that names its own host",
                "?ticket=%ticket%",
                "Origin: http://evil.example\r\nX-Forwarded-Host: evil.example\r\n",
                _ -> {},
                4003);
    }

    private void handshakes() {
        refused("an old version", HANDSHAKE.replace(": 13", ": 8"), 426, 400);
        refused("no version", HANDSHAKE.replace("Sec-WebSocket-Version: 13\r\n", ""), 426, 400);
        refused("no key", HANDSHAKE.replace(KEY, ""), 400);
        refused(
                "no upgrade in Connection",
                HANDSHAKE.replace("Connection: Upgrade", "Connection: close"),
                400,
                426);
        refused("another protocol", HANDSHAKE.replace("websocket", "h2c"), 400, 426);
        refused(
                "another protocol, too",
                HANDSHAKE.replace("websocket", EventBodies.MARKER),
                400,
                426);
    }

    private void hellos() {
        for (String hello :
                List.of(
                        "",
                        " ",
                        EventBodies.MARKER,
                        "null",
                        "[]",
                        "{}",
                        "{\"op\":1}",
                        "{\"op\":\"HELLO\"}",
                        "{\"op\":\"" + EventBodies.MARKER + "\"}",
                        "{\"op\":\"snapshot\",\"tasks\":[]}",
                        "{\"op\":\"hello\",\"op\":\"hello\"}",
                        "{\"op\":\"hello\",\"since\":1}",
                        "{\"op\":\"hello\",\"since\":\"\"}",
                        "{\"op\":\"hello\",\"role\":\"admin\"}",
                        "{\"op\":\"hello\"}{\"op\":\"hello\"}",
                        "{\"op\":\"hello\",\"since\":\"" + "x".repeat(5000) + "\"}",
                        "{\"op\":\"hello\",\"since\":\"\\u0000\"}",
                        "[".repeat(4000),
                        "x".repeat(60_000))) {
            talk(
                    "a hello of " + (hello.length() > 60 ? hello.length() + " characters" : hello),
                    socket -> socket.text(hello),
                    4400);
        }
        for (String since :
                List.of(EventBodies.MARKER, "A".repeat(200), "AAAA", "-", "0", "\u00e9")) {
            talk(
                    "a cursor of " + since,
                    socket -> {
                        socket.text("{\"op\":\"hello\",\"since\":\"" + since + "\"}");
                        requireReset(socket);
                        socket.text(HELLO);
                    },
                    4400);
        }
        talk(
                "a hello of bytes that are no text",
                socket -> socket.frame(FINAL | TEXT, new byte[] {'{', (byte) 0xff, '}'}),
                1007,
                4400);
        talk("a binary hello", socket -> socket.frame(FINAL | BINARY, HELLO.getBytes(UTF_8)), 4400);
        talk(
                "a second hello",
                socket -> {
                    socket.text(HELLO);
                    socket.text(HELLO);
                },
                4400);
        talk(
                "a text after the hello",
                socket -> {
                    socket.text(HELLO);
                    socket.text("{\"op\":\"task\",\"task\":{}}");
                },
                4400);
        talk(
                "a binary frame after the hello",
                socket -> {
                    socket.text(HELLO);
                    socket.frame(FINAL | BINARY, new byte[10]);
                },
                4400);
        talk("no hello at all", _ -> {}, 4400, 4008, 1000, CUT);
    }

    private void frames() {
        talk(
                "a frame without a mask",
                socket -> socket.raw(new byte[] {(byte) (FINAL | TEXT), 2, '{', '}'}),
                1002,
                CUT);
        for (int opcode : List.of(0x3, 0x7, 0xb, 0xf)) {
            talk(
                    "the reserved opcode " + opcode,
                    socket -> socket.frame(FINAL | opcode, new byte[2]),
                    1002,
                    CUT);
        }
        talk(
                "a compressed frame that nobody agreed on",
                socket -> socket.frame(FINAL | 0x40 | TEXT, "{}".getBytes(UTF_8)),
                1002,
                4400,
                CUT);
        talk(
                "a reserved bit",
                socket -> socket.frame(FINAL | 0x10 | TEXT, "{}".getBytes(UTF_8)),
                1002,
                4400,
                CUT);
        talk("a ping in parts", socket -> socket.frame(PING, new byte[2]), 1002, CUT);
        talk("a ping of 200 bytes", socket -> socket.frame(FINAL | PING, new byte[200]), 1002, CUT);
        talk(
                "a part without a beginning",
                socket -> socket.frame(FINAL | CONTINUATION, HELLO.getBytes(UTF_8)),
                1002,
                CUT);
        talk(
                "a text within the parts of another",
                socket -> {
                    socket.frame(TEXT, "{".getBytes(UTF_8));
                    socket.text(HELLO);
                },
                1002,
                4400,
                CUT);
        talk(
                "a close frame of one byte",
                socket -> socket.frame(FINAL | CLOSE, new byte[1]),
                1002,
                CUT);
        talk(
                "a close frame of code 999",
                socket -> socket.frame(FINAL | CLOSE, new byte[] {3, (byte) 0xe7}),
                1002,
                999,
                1005,
                CUT);
        talk(
                "a frame of 1 MB",
                socket -> socket.frame(FINAL | TEXT, new byte[1_000_000]),
                1009,
                CUT);
        talk(
                "a frame that claims 8 EB",
                socket ->
                        socket.raw(
                                new byte[] {
                                    (byte) (FINAL | TEXT),
                                    (byte) 0xff,
                                    0x7f,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    1,
                                    2,
                                    3,
                                    4
                                }),
                1009,
                1002,
                CUT);
        talk(
                "a frame of negative length",
                socket ->
                        socket.raw(
                                new byte[] {
                                    (byte) (FINAL | TEXT),
                                    (byte) 0xff,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    -1,
                                    1,
                                    2,
                                    3,
                                    4
                                }),
                1002,
                1009,
                CUT);
        talk(
                "half a frame",
                socket -> socket.raw(new byte[] {(byte) (FINAL | TEXT), (byte) 0xfe, 1}),
                4400,
                1000,
                CUT);
        talk(
                "HTTP again",
                socket -> socket.raw("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)),
                1002,
                CUT);
        talk(
                "a hello in three parts",
                socket -> {
                    socket.frame(TEXT, "{\"op\":".getBytes(UTF_8));
                    socket.frame(CONTINUATION, "\"hel".getBytes(UTF_8));
                    socket.frame(FINAL | CONTINUATION, "lo\"}".getBytes(UTF_8));
                    socket.frame(FINAL | CLOSE, new byte[] {3, (byte) 0xe8});
                },
                1000,
                1005);
        talk(
                "pongs that nobody asked for",
                socket -> {
                    for (int i = 0; i < 20; i++) {
                        socket.frame(FINAL | PONG, new byte[10]);
                    }
                    socket.text(HELLO);
                    requireReset(socket);
                    socket.frame(FINAL | CLOSE, new byte[] {3, (byte) 0xe8});
                },
                1000,
                1005);
    }

    /** Whichever side's end the gateway meets first, it may pass on as an end without a fault. */
    private void floods() {
        talk(
                "a message that never ends",
                socket -> {
                    socket.frame(TEXT, new byte[1000]);
                    flood(socket, CONTINUATION, new byte[1000]);
                },
                1009,
                4400,
                1002,
                1000,
                1005,
                CUT);
        talk(
                "a message of empty parts that never ends",
                socket -> {
                    socket.frame(TEXT, new byte[0]);
                    flood(socket, CONTINUATION, new byte[0]);
                },
                1009,
                4400,
                1002,
                1000,
                1005,
                CUT);
        talk(
                "a flood of pings",
                socket -> {
                    socket.text(HELLO);
                    flood(socket, FINAL | PING, new byte[100]);
                },
                4400,
                1002,
                1000,
                1005,
                CUT);
        talk(
                "a flood of texts",
                socket -> {
                    flood(socket, FINAL | TEXT, HELLO.getBytes(UTF_8));
                },
                4400,
                1002,
                1000,
                1005,
                CUT);
        talk(
                "a flood of pongs",
                socket -> {
                    socket.text(HELLO);
                    flood(socket, FINAL | PONG, new byte[100]);
                },
                4400,
                1002,
                1000,
                1005,
                CUT);
    }

    /** For as long as the other side listens. */
    private static void flood(RawWebSocket socket, int first, byte[] content) {
        boolean isOpen = true;
        for (int i = 0; isOpen && i < FLOOD; i++) {
            isOpen = socket.frame(first, content);
        }
    }

    /** The cursor is of no use, so the whole board comes. */
    private static void requireReset(RawWebSocket socket) {
        int end = socket.await(text -> text.contains("\"reset\""));
        if (end != OPEN) {
            throw new AssertionError("Expected the whole board, found the end " + end);
        }
    }

    private void refused(String name, String handshake, Integer... expected) {
        cases.add(
                new WebSocketCase(name, "?ticket=%ticket%", handshake, _ -> {}, Set.of(expected)));
    }

    private void talk(String name, Consumer<RawWebSocket> talk, Integer... expected) {
        add(name, "?ticket=%ticket%", "Origin: " + origin + "\r\n", talk, expected);
    }

    private void add(
            String name,
            String query,
            String headers,
            Consumer<RawWebSocket> talk,
            Integer... expected) {
        cases.add(new WebSocketCase(name, query, HANDSHAKE + headers, talk, Set.of(expected)));
    }
}
