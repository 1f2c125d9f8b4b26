package dev.mcsync.infra.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedPortsTest {
    @TempDir Path directory;

    @Test
    void aFreePortStaysTheSame() {
        int first = ports().choose("kafka", OptionalInt.empty());

        assertThat(ports().choose("kafka", OptionalInt.empty())).isEqualTo(first);
    }

    @Test
    void theOneAskedForIsTakenAndRemembered() {
        int first = ports().choose("kafka", OptionalInt.empty());
        ports().choose("kafka", OptionalInt.of(first + 1));

        assertThat(ports().choose("kafka", OptionalInt.empty())).isEqualTo(first + 1);
    }

    @Test
    void aPortTakenMeanwhileIsReplaced() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ports().choose("kafka", OptionalInt.of(taken.getLocalPort()));

            assertThat(ports().choose("kafka", OptionalInt.empty()))
                    .isNotEqualTo(taken.getLocalPort());
        }
    }

    @Test
    void aSpoiledFileIsNoObstacle() throws Exception {
        Files.writeString(directory.resolve("ports.properties"), "kafka=many\npostgres=99999999\n");

        assertThat(ports().choose("kafka", OptionalInt.empty())).isPositive();
        assertThat(ports().choose("postgres", OptionalInt.empty())).isPositive();
    }

    private RememberedPorts ports() {
        return new RememberedPorts(directory.resolve("ports.properties"));
    }
}
