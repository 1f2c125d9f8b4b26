package dev.mcsync.infra.testbed;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.PostgresServer;

/**
 * A real broker, with the topics of the product, and a real PostgreSQL for integration tests.
 * Everything in it is gone when the tests end.
 */
public interface Testbed {
    int PARTITIONS = 6;

    /** The one of this JVM, started at first use and stopped when the JVM ends. */
    static Testbed shared() {
        return SharedTestbed.ofThisJvm().require();
    }

    /** One that the test has to itself, for tests that kill servers or read whole topics. */
    static Own start() {
        return RunningTestbed.start();
    }

    String bootstrapServers();

    /** A new, empty, migrated database at each call. */
    PostgresAddress freshDatabase();

    /** A new database without any table at each call. */
    PostgresAddress emptyDatabase();

    /**
     * Deletes the topics with all their records and consumers' positions, and creates them anew.
     */
    void resetTopics();

    /** To be killed and restarted; a test that asks for it is skipped where it is a container. */
    KafkaBroker broker();

    /** To be killed and restarted; a test that asks for it is skipped where it is a container. */
    PostgresServer database();

    /** A testbed that ends when it is closed. */
    interface Own extends Testbed, AutoCloseable {
        @Override
        void close();
    }
}
