package dev.mcsync.infra.backing.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcsync.infra.backing.proxy.ProxyMode.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TcpProxyTest {
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int MOMENT_MILLIS = 200;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Socket> arrived = new LinkedBlockingQueue<>();
    private final TcpProxy proxy = TcpProxy.before(server.getLocalPort());

    TcpProxyTest() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void bytesAndTheEndPassBothWays() throws Exception {
        try (Socket client = connect();
                Socket target = accepted()) {
            send(client, "hello");
            assertThat(read(target, 5)).isEqualTo("hello");
            send(target, "you too");
            target.shutdownOutput();

            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("you too");
            client.shutdownOutput();
            assertThat(target.getInputStream().read()).isEqualTo(-1);
        }
        awaitTally(ProxyMode.Pass.class, new Tally(1, 0, 12, 0));
    }

    @Test
    void delayedBytesComeLate() throws Exception {
        try (Socket client = connect();
                Socket target = accepted()) {
            proxy.mode(new ProxyMode.Delayed(Duration.ofMillis(300), Duration.ofMillis(50)));
            long start = System.nanoTime();
            send(client, "late");

            assertThat(read(target, 4)).isEqualTo("late");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
        awaitTally(ProxyMode.Delayed.class, new Tally(0, 0, 4, 0));
    }

    @Test
    void aBlackholeSwallowsAndResetsWhenItIsOver() throws Exception {
        try (Socket client = connect();
                Socket target = accepted()) {
            proxy.mode(new ProxyMode.Blackhole());
            send(client, "lost");
            assertSilent(target);
            awaitTally(ProxyMode.Blackhole.class, new Tally(0, 0, 0, 4));

            proxy.mode(new ProxyMode.Pass());
            assertReset(client);
            assertReset(target);
        }
        try (Socket client = connect();
                Socket target = accepted()) {
            send(client, "again");
            assertThat(read(target, 5)).isEqualTo("again");
        }
    }

    @Test
    void aBlackholeTakesNewConnectionsAndNeverAnswers() throws Exception {
        proxy.mode(new ProxyMode.Blackhole());
        try (Socket client = connect()) {
            send(client, "anybody?");
            assertSilent(client);
            awaitTally(ProxyMode.Blackhole.class, new Tally(1, 0, 0, 8));
        }
        assertThat(arrived).isEmpty();
    }

    @Test
    void existingConnectionsFallSilentWhileNewOnesWork() throws Exception {
        try (Socket old = connect();
                Socket oldTarget = accepted()) {
            send(old, "open");
            assertThat(read(oldTarget, 4)).isEqualTo("open");
            proxy.modeOfExisting(new ProxyMode.Blackhole());
            try (Socket client = connect();
                    Socket target = accepted()) {
                send(old, "lost");
                send(client, "passed");

                assertThat(read(target, 6)).isEqualTo("passed");
                assertSilent(oldTarget);
            }
        }
    }

    @Test
    void aHalfOpenConnectionCarriesOneWay() throws Exception {
        try (Socket client = connect();
                Socket target = accepted()) {
            proxy.mode(new ProxyMode.HalfOpen(Direction.TO_CLIENT));
            send(client, "asked");
            assertThat(read(target, 5)).isEqualTo("asked");

            send(target, "answered");
            assertSilent(client);
            awaitTally(ProxyMode.HalfOpen.class, new Tally(0, 0, 5, 8));
        }
    }

    @Test
    void heldBytesGoOnAfterwards() throws Exception {
        try (Socket client = connect();
                Socket target = accepted()) {
            proxy.mode(new ProxyMode.Hold());
            send(client, "kept");
            assertSilent(target);

            proxy.mode(new ProxyMode.Pass());
            assertThat(read(target, 4)).isEqualTo("kept");
        }
    }

    @Test
    void resetBreaksOldConnectionsAndNewOnes() throws Exception {
        try (Socket old = connect();
                Socket oldTarget = accepted()) {
            proxy.mode(new ProxyMode.Reset());
            assertReset(old);
            assertReset(oldTarget);

            try (Socket client = connect()) {
                assertReset(client);
            }
        }
        awaitTally(ProxyMode.Reset.class, new Tally(1, 2, 0, 0));
    }

    @Test
    void oneConnectionIsResetByItsSourcePort() throws Exception {
        try (Socket first = connect();
                Socket firstTarget = accepted();
                Socket second = connect();
                Socket secondTarget = accepted()) {
            proxy.resetConnectionFrom(firstTarget.getPort());
            assertReset(first);

            send(second, "still here");
            assertThat(read(secondTarget, 10)).isEqualTo("still here");
        }
    }

    @Test
    void aConnectionIsCutAfterItsBytes() throws Exception {
        try (Socket client = connect();
                Socket target = accepted()) {
            proxy.mode(new ProxyMode.CutAfter(10));
            send(client, "0123456");
            assertThat(read(target, 7)).isEqualTo("0123456");
            send(target, "789abc");

            assertThat(read(client, 3)).isEqualTo("789");
            assertEnded(client);
        }
        awaitTally(ProxyMode.CutAfter.class, new Tally(0, 1, 10, 3));
    }

    @Test
    void bytesDripAtTheirRate() throws Exception {
        try (Socket client = connect();
                Socket target = accepted()) {
            proxy.mode(new ProxyMode.Drip(100));
            long start = System.nanoTime();
            send(client, "x".repeat(50));

            assertThat(read(target, 50)).hasSize(50);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(450));
        }
    }

    @Test
    void nobodyListensWhileConnectionsAreRefused() throws Exception {
        try (Socket old = connect();
                Socket _ = accepted()) {
            proxy.mode(new ProxyMode.Refuse());
            assertReset(old);
            assertThatThrownBy(this::connect).isInstanceOf(SocketException.class);
        }
        proxy.mode(new ProxyMode.Pass());
        try (Socket client = connect();
                Socket target = accepted()) {
            send(client, "back");
            assertThat(read(target, 4)).isEqualTo("back");
        }
    }

    @Test
    void aTargetThatIsAwayIsFeltAtOnce() throws Exception {
        server.close();
        try (Socket client = connect()) {
            assertReset(client);
        }
        assertThat(proxy.connections()).isZero();
    }

    private void accept() {
        try {
            while (true) {
                arrived.add(server.accept());
            }
        } catch (IOException e) {
            assertThat(server.isClosed()).as("closed, not broken: %s", e).isTrue();
        }
    }

    private Socket connect() throws IOException {
        var client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private Socket accepted() throws Exception {
        Socket target = arrived.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(target).isNotNull();
        target.setSoTimeout(PATIENCE_MILLIS);
        return target;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), UTF_8);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(MOMENT_MILLIS);
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    private static void assertReset(Socket socket) {
        assertThatThrownBy(() -> socket.getInputStream().read())
                .isInstanceOf(SocketException.class);
    }

    private static void assertEnded(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SocketException _) {
            // A close with unread bytes is a reset on some systems.
        }
    }

    /** The proxy counts after the bytes have gone. */
    private void awaitTally(Class<? extends ProxyMode> mode, Tally expected) {
        long deadline = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
        while (!proxy.tally(mode).equals(expected) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(proxy.tally(mode)).isEqualTo(expected);
    }
}
