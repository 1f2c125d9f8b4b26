package dev.mcsync.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.GivenSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/** From the settings by their names to the first byte that a broker is sent. */
class KafkaSettingsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of the length of a request, which is short. */
    private static final int PLAIN = 0;

    /** Of a handshake. */
    private static final int TLS = 22;

    @Test
    void theLogIsAskedWhereItIsSaidToBe() throws IOException {
        assertThat(firstByte()).isEqualTo(PLAIN);
    }

    @Test
    void everyClientDoesWhatTheOperatorTellsIt() throws IOException {
        assertThat(firstByte("mc.kafka.security.protocol=SSL")).isEqualTo(TLS);
    }

    private static int firstByte(String... lines) throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            broker.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            String address = "mc.kafka-bootstrap-servers=127.0.0.1:" + broker.getLocalPort();
            RealtimeSettings settings =
                    GivenSettings.of(
                            RealtimeSettings.class,
                            Stream.concat(Stream.of(address), Stream.of(lines))
                                    .toArray(String[]::new));
            try (Admin _ = settings.kafkaClients().openAdmin("test", PATIENCE);
                    Socket asked = broker.accept()) {
                return asked.getInputStream().read();
            }
        }
    }
}
