package dev.mcsync.realtime.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.CrowdedPool;
import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.realtime.RealtimeSettings;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class ReadSettingsTest {

    private static final int PATIENCE_MILLIS = 20_000;

    @Test
    void soManyConnectionsAreOpenAtOnce() {
        assertThat(CrowdedPool.connectionsOf(url -> pool(url, "mc.postgres-connections=3")))
                .isEqualTo(3);
    }

    @Test
    void theDatabaseIsAskedWhereItsUrlSays() throws IOException {
        try (ServerSocket database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            database.setSoTimeout(PATIENCE_MILLIS);
            ConnectionPool pool =
                    pool(
                            "mc.postgres-url=postgresql://user:password@127.0.0.1:%d/database"
                                    .formatted(database.getLocalPort()));
            Disposable asking = pool.create().subscribe();

            try (Socket asked = database.accept()) {
                assertThat(asked.getInputStream().read()).isNotNegative();
            }

            asking.dispose();
            pool.dispose();
        }
    }

    private static ConnectionPool pool(String... lines) {
        return new ReadConfiguration()
                .connectionPool(GivenSettings.of(RealtimeSettings.class, lines));
    }
}
