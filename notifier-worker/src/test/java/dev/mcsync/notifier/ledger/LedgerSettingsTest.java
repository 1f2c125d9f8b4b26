package dev.mcsync.notifier.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.testbed.CrowdedPool;
import dev.mcsync.infra.testbed.GivenSettings;
import dev.mcsync.notifier.NotifierSettings;
import io.r2dbc.pool.ConnectionPool;
import org.junit.jupiter.api.Test;

class LedgerSettingsTest {

    @Test
    void soManyConnectionsAreOpenAtOnce() {
        assertThat(CrowdedPool.connectionsOf(url -> pool(url, "mc.notifier-connections=3")))
                .isEqualTo(3);
    }

    private static ConnectionPool pool(String... lines) {
        return new LedgerConfiguration()
                .connectionPool(GivenSettings.of(NotifierSettings.class, lines));
    }
}
