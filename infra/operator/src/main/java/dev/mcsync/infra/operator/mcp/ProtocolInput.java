package dev.mcsync.infra.operator.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.infra.operator.terminal.Terminal;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/**
 * The lines of the input that are messages. Any other is told on the terminal and left out: to the
 * library it would be the end of the session. Read by one thread.
 */
final class ProtocolInput extends InputStream {

    /** More than any call needs (bytes). */
    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;
    private final Terminal terminal;
    private final CountDownLatch ended = new CountDownLatch(1);
    private InputStream line = InputStream.nullInputStream();

    ProtocolInput(InputStream in, Terminal terminal) {
        this.in = new BufferedInputStream(in);
        this.terminal = terminal;
    }

    /** Returns when all was read. */
    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = line.read(into, offset, length);
        while (read < 0 && nextLine()) {
            read = line.read(into, offset, length);
        }
        return read;
    }

    /** Whether there is another message. */
    private boolean nextLine() throws IOException {
        boolean isThere = false;
        try {
            ByteArrayOutputStream found = new ByteArrayOutputStream();
            while (!isThere && readLine(found)) {
                isThere = isMessage(found);
            }
            line = new ByteArrayInputStream(found.toByteArray());
            return isThere;
        } finally {
            if (!isThere) {
                ended.countDown();
            }
        }
    }

    /** Of a line that is too long the beginning. */
    private boolean readLine(ByteArrayOutputStream into) throws IOException {
        into.reset();
        int next = in.read();
        boolean isThere = next >= 0;
        while (next >= 0 && next != '\n') {
            if (into.size() <= LONGEST_LINE) {
                into.write(next);
            }
            next = in.read();
        }
        into.write('\n');
        return isThere;
    }

    private boolean isMessage(ByteArrayOutputStream found) {
        String text = found.toString(UTF_8).strip();
        if (text.isEmpty()) {
            return false;
        }
        if (found.size() > LONGEST_LINE) {
            terminal.note("left out a line of more than " + LONGEST_LINE + " bytes");
            return false;
        }
        try {
            McpSchema.deserializeJsonRpcMessage(Protocol.MAPPER, text);
            return true;
        } catch (IOException | RuntimeException e) {
            terminal.note("left out a line that is no message: " + e.getMessage());
            return false;
        }
    }
}
