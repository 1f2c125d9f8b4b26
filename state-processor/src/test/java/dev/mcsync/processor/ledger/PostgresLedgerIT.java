package dev.mcsync.processor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.DatabaseMigration;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.db.PostgresPool;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.stats.StatsSums;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresLedgerIT {

    private static final String TOPIC = Topic.TASK_EVENTS.topicName();

    private final PostgresAddress database = Testbed.shared().freshDatabase();
    private final ConnectionPool connections =
            PostgresPool.create(database, "postgres-ledger-it", 2);
    private final Ledger ledger = new PostgresLedger(new Transactions(connections));

    @BeforeEach
    void migrate() {
        DatabaseMigration.migrate(database);
    }

    @AfterEach
    void close() {
        connections.dispose();
    }

    @Test
    void aBatchThatComesLateTakesNoOffsetBack() {
        consume(9);
        consume(4);

        assertThat(ledger.nextOffsets(TOPIC)).isEqualTo(Map.of(0, 10L));
    }

    private void consume(long offset) {
        ledger.transact(
                Keys.ofTasks(Set.of(), Set.of(), Set.of(), Set.of(), null),
                _ -> new Consumed(new SourcePosition(TOPIC, 0, offset)));
    }

    private record Consumed(SourcePosition position) implements Ledger.HasChanges {
        @Override
        public Changes changes() {
            return new Changes(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(position),
                    StatsSums.NONE);
        }
    }
}
