package dev.mcsync.infra.testbed;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.PostgresServer;

/** A broker without topics and a PostgreSQL whose user may create databases; both answer. */
interface Servers extends AutoCloseable {
    String bootstrapServers();

    PostgresAddress postgres();

    /** Skips the test when the broker is not a process of ours. */
    KafkaBroker brokerProcess();

    /** Skips the test when the database is not a process of ours. */
    PostgresServer databaseProcess();

    @Override
    void close();
}
