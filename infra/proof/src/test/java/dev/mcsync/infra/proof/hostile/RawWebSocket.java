package dev.mcsync.infra.proof.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

/** A WebSocket by hand, so that frames can be wrong. For one thread. */
final class RawWebSocket implements AutoCloseable {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xa;
    static final int FINAL = 0x80;

    /** The connection ended without a close frame. */
    static final int CUT = 0;

    /** It is still open when the patience ends. */
    static final int OPEN = -1;

    private static final byte[] MASK = {1, 2, 3, 4};

    private final Socket socket;
    private final DataInputStream in;
    private final int status;

    private RawWebSocket(Socket socket, DataInputStream in, int status) {
        this.socket = socket;
        this.in = in;
        this.status = status;
    }

    /** Sends the request for a WebSocket; it may be refused. */
    static RawWebSocket open(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            return new RawWebSocket(socket, in, readStatus(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot ask for a WebSocket", e);
        }
    }

    /** Of the answer to the request; 101 when the WebSocket is open. */
    int status() {
        return status;
    }

    void text(String text) {
        frame(FINAL | TEXT, text.getBytes(UTF_8));
    }

    /** False when the other side has hung up. */
    boolean frame(int first, byte[] content) {
        ByteBuffer bytes = ByteBuffer.allocate(content.length + 14);
        bytes.put((byte) first);
        if (content.length < 126) {
            bytes.put((byte) (0x80 | content.length));
        } else if (content.length < 65_536) {
            bytes.put((byte) (0x80 | 126)).putShort((short) content.length);
        } else {
            bytes.put((byte) (0x80 | 127)).putLong(content.length);
        }
        bytes.put(MASK);
        for (int i = 0; i < content.length; i++) {
            bytes.put((byte) (content[i] ^ MASK[i % 4]));
        }
        byte[] frame = new byte[bytes.position()];
        bytes.flip().get(frame);
        return raw(frame);
    }

    boolean raw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (SocketException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to the WebSocket", e);
        }
    }

    /** The code of the close frame, or how it ended instead. Other frames are passed over. */
    int awaitEnd() {
        return await(_ -> false);
    }

    /** {@link #OPEN} as soon as a text fits; else how it ended. */
    int await(Predicate<String> wanted) {
        try {
            while (true) {
                int opcode = in.readUnsignedByte() & 0x0f;
                byte[] content = in.readNBytes(readLength());
                if (opcode == CLOSE) {
                    return content.length < 2 ? 1005 : ByteBuffer.wrap(content).getShort() & 0xffff;
                }
                if (opcode == TEXT && wanted.test(new String(content, UTF_8))) {
                    return OPEN;
                }
            }
        } catch (EOFException | SocketException _) {
            return CUT;
        } catch (SocketTimeoutException _) {
            return OPEN;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read from the WebSocket", e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot close the WebSocket", e);
        }
    }

    private int readLength() throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        return switch (length) {
            case 126 -> in.readUnsignedShort();
            case 127 -> Math.toIntExact(in.readLong());
            default -> length;
        };
    }

    private static int readStatus(DataInputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        try {
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) in.readUnsignedByte());
            }
        } catch (EOFException | SocketException _) {
            return CUT;
        } catch (SocketTimeoutException _) {
            return OPEN;
        }
        String line = new String(head.toString().getBytes(ISO_8859_1), ISO_8859_1);
        return Integer.parseInt(line.substring(9, 12));
    }
}
