package dev.mcsync.infra.proof.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many connections that say nothing. */
record IdleSockets(List<Socket> sockets) implements AutoCloseable {
    IdleSockets {
        sockets = List.copyOf(sockets);
    }

    static IdleSockets open(RawHttp http, int count) {
        List<Socket> sockets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sockets.add(http.connect());
        }
        return new IdleSockets(sockets);
    }

    /** Whether the other side hangs up on all of them. */
    boolean areCutWithin(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        return sockets.stream().allMatch(socket -> isCutBefore(deadline, socket));
    }

    @Override
    public void close() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot close an idle socket", e);
            }
        }
    }

    private static boolean isCutBefore(long deadline, Socket socket) {
        try {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            socket.setSoTimeout(Math.toIntExact(Math.max(1, left)));
            return socket.getInputStream().read() < 0;
        } catch (SocketException _) {
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read from an idle socket", e);
        }
    }
}
