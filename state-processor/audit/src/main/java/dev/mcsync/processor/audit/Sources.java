package dev.mcsync.processor.audit;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.SQLException;
import java.time.Duration;

/** Where a look reads. */
record Sources(
        PostgresAddress database,
        KafkaClients clients,
        LogOffsets offsets,
        PublishedUpTo publishedUpTo) {

    /** The database as it stands now. */
    DatabaseSnapshot snapshot() throws SQLException {
        return DatabaseSnapshot.open(database, Duration.ZERO);
    }
}
