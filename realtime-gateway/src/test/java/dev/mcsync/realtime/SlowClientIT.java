package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.Samples.draft;
import static dev.mcsync.realtime.testing.Samples.task;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.PanelTwin;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client whose socket stands still, beside one that reads. */
class SlowClientIT {

    private static final int TASKS = 1_500;
    private static final String LONG_MESSAGE = "x".repeat(4_000);

    private final Testbed testbed = Testbed.shared();

    @BeforeEach
    void emptyTopics() {
        testbed.resetTopics();
    }

    @Test
    void aClientThatDoesNotReadIsLetGoWithinTenSecondsAndDisturbsNobody() throws IOException {
        try (StateTopics topics = new StateTopics(testbed.bootstrapServers())) {
            topics.commit(() -> fill(topics, 1));
            try (RunningGateway gateway =
                            RunningGateway.start(
                                            testbed.bootstrapServers(), testbed.freshDatabase())
                                    .awaitReady();
                    PanelTwin reader = PanelTwin.connect(gateway).awaitLive();
                    Socket sleeper = connectAndSleep(gateway)) {
                Await.until("both are in", () -> clients(gateway) == 2);
                long begun = System.nanoTime();

                topics.commit(() -> fill(topics, 2));
                topics.commit(task("tsk_last", 1));

                Await.until("the sleeper is let go", () -> closedForSlowness(gateway) == 1);
                assertThat(Duration.ofNanos(System.nanoTime() - begun))
                        .isLessThan(Duration.ofSeconds(10));
                Await.until("the reader has all", () -> hasAll(reader));
                assertThat(reader.repeated()).isEmpty();
                assertThat(closeCodeReadBy(sleeper)).isEqualTo(4008);
                Await.until("only the reader is left", () -> clients(gateway) == 1);
            }
        }
    }

    private static boolean hasAll(PanelTwin reader) {
        Map<String, Long> tasks = reader.tasks();
        return tasks.containsKey("tsk_last")
                && tasks.values().stream().filter(version -> version == 2).count() == TASKS;
    }

    private static void fill(StateTopics topics, long version) {
        for (int i = 0; i < TASKS; i++) {
            topics.put(
                    draft("tsk_" + i)
                            .version(version)
                            .is(TaskStatus.RUNNING, Stage.DOING)
                            .message(LONG_MESSAGE)
                            .build());
        }
    }

    /** Small buffers, so that the socket is full after some hundred kilobytes. */
    private static Socket connectAndSleep(RunningGateway gateway) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
        String upgrade =
                """
                GET /ws/board?ticket=%s HTTP/1.1
                Host: 127.0.0.1
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: %s

                """
                        .formatted(
                                gateway.ticket(), Base64.getEncoder().encodeToString(new byte[16]))
                        .replace("\n", "\r\n");
        socket.getOutputStream().write(upgrade.getBytes(US_ASCII));
        socket.getOutputStream().flush();
        skipHeaders(socket.getInputStream());
        socket.getOutputStream().write(maskedText("{\"op\":\"hello\"}"));
        socket.getOutputStream().flush();
        return socket;
    }

    /** Masked with zeros, which changes nothing. */
    private static byte[] maskedText(String text) {
        byte[] frame = new byte[6 + text.length()];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | text.length());
        System.arraycopy(text.getBytes(US_ASCII), 0, frame, 6, text.length());
        return frame;
    }

    /** Reads on, past all frames, to the close frame. */
    private static int closeCodeReadBy(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        while (true) {
            int opcode = in.readUnsignedByte() & 0x0F;
            int length = in.readUnsignedByte();
            long whole =
                    switch (length) {
                        case 126 -> in.readUnsignedShort();
                        case 127 -> in.readLong();
                        default -> length;
                    };
            if (opcode == 8) {
                return in.readUnsignedShort();
            }
            in.skipNBytes(whole);
        }
    }

    private static void skipHeaders(InputStream in) throws IOException {
        int newLines = 0;
        while (newLines < 2) {
            int c = in.read();
            if (c == '\n') {
                newLines++;
            } else if (c != '\r') {
                newLines = 0;
            }
        }
    }

    private static int clients(RunningGateway gateway) {
        return (int) meters(gateway).get("mc.realtime.clients").gauge().value();
    }

    private static int closedForSlowness(RunningGateway gateway) {
        return (int)
                meters(gateway).get("mc.realtime.closed").tag("code", "4008").counter().count();
    }

    private static MeterRegistry meters(RunningGateway gateway) {
        return gateway.bean(MeterRegistry.class);
    }
}
