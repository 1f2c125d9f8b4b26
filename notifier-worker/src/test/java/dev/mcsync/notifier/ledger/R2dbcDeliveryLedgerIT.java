package dev.mcsync.notifier.ledger;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.notifier.Query;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class R2dbcDeliveryLedgerIT extends DeliveryLedgerContract {

    private final PostgresAddress database = Testbed.shared().freshDatabase();
    private final ConnectionPool connections = PostgresPool.create(database, "ledger-it", 8);
    private final DeliveryLedger ledger = new R2dbcDeliveryLedger(connections);

    @AfterEach
    void close() {
        connections.dispose();
    }

    @Override
    DeliveryLedger ledger() {
        return ledger;
    }

    @Override
    List<String> rows() {
        return Query.rows(
                database,
                "select format('%s %s %s %s tried %s in doubt %s', event_id, state,"
                        + " coalesce(reason, 'null'), coalesce(discord_message_id, 'null'),"
                        + " attempts, ambiguous) from discord_deliveries where channel = 'team'"
                        + " order by id");
    }
}
