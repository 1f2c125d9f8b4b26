package dev.mcsync.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets one migration at a time change a database. It ends with the connection that took it, so
 * nobody has to free what a killed process held; Liquibase's own lock is a row, which stays.
 *
 * <p>Whoever waits asks again and again instead of standing in the database's queue: a statement
 * that waits holds a snapshot, an index that is built concurrently waits for all older snapshots,
 * and so the one that builds and the one that waits would wait for each other.
 */
final class MigrationLock {

    /** Arbitrary, but must never change: all versions agree by it. */
    private static final long KEY = 0x6D63_7379_6E63L;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private static final String TRY = "select pg_try_advisory_lock(%d)".formatted(KEY);

    /** A key of 64 bits shows as two halves. What a role may not see of another's is null. */
    private static final String HOLDER =
            """
            select l.pid, coalesce(nullif(a.application_name, ''), 'unnamed') as application,
                coalesce(host(a.client_addr) || ':' || a.client_port, 'an address not shown') as client
            from pg_locks l left join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                and l.classid = %d and l.objid = %d
                and l.database = (select oid from pg_database where datname = current_database())
            """
                    .formatted(KEY >>> 32, KEY & 0xFFFF_FFFFL);

    private MigrationLock() {}

    /**
     * Blocks until the connection holds the lock.
     *
     * @param connection that commits each statement by itself
     * @param limit of the wait
     * @throws SQLTimeoutException when somebody else holds it for longer; says who
     */
    static void take(Connection connection, Duration limit)
            throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isTaken(connection)) {
            if (System.nanoTime() > deadline) {
                throw new SQLTimeoutException(
                        "waited %s s for another migration to end; %s"
                                .formatted(limit.toMillis() / 1_000.0, holder(connection)));
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.toNanos());
        }
    }

    private static boolean isTaken(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(TRY)) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    private static String holder(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet holder = statement.executeQuery(HOLDER)) {
            return holder.next()
                    ? "its lock is held by process %d of the database, %s from %s"
                            .formatted(
                                    holder.getInt("pid"),
                                    holder.getString("application"),
                                    holder.getString("client"))
                    : "its lock was given back a moment ago, so try again";
        }
    }
}
