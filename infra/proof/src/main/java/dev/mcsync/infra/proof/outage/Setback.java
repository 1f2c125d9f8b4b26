package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.backing.PostgresServer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;

/** A way in which a database comes to lack what it had committed. */
interface Setback {

    String label();

    /**
     * Under load: makes what will take the database's place, in a directory, and returns when there
     * is enough that it lacks.
     *
     * @param out hears of what takes long
     */
    void prepare(PostgresServer database, Path successor, PrintStream out)
            throws SQLException, InterruptedException;

    /** When the database is killed: the data in the directory are those that go on. */
    void succeed();
}
