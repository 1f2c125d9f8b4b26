package dev.mcsync.infra.proof.outage;

import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.proxy.ProxyMode;
import dev.mcsync.infra.backing.proxy.TcpProxy;
import dev.mcsync.infra.proof.chaos.evidence.Database;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A failover: a replica that followed the database over the network and was then cut off from it is
 * promoted. It lacks at least so many commits.
 */
final class LaggingReplica implements Setback {

    /** So near a replica is at the end of a log that is being written. */
    private static final int CAUGHT_UP = 20;

    private final int commits;
    private @Nullable PostgresServer replica;
    private @Nullable TcpProxy between;

    LaggingReplica(int commits) {
        this.commits = commits;
    }

    @Override
    public String label() {
        return "a replica, %d commits behind".formatted(commits);
    }

    @Override
    public void prepare(PostgresServer database, Path successor, PrintStream out)
            throws SQLException, InterruptedException {
        TcpProxy network = TcpProxy.before(database.port());
        between = network;
        database.copyForReplica(successor, network.port());
        PostgresServer follower = PostgresServer.start(successor, LoopbackPorts.free());
        replica = follower;
        Database there = new Database(follower.address());
        Database here = new Database(database.address());
        Patience.await("a replica that follows", () -> lag(here, there) <= CAUGHT_UP);
        network.mode(new ProxyMode.Refuse());
        Patience.await("a replica that lags", () -> lag(here, there) >= commits);
    }

    @Override
    public void succeed() {
        if (replica != null && between != null) {
            replica.promote();
            replica.close();
            between.close();
        }
    }

    /** The replica is asked last: where it seems near, it is. */
    private static long lag(Database here, Database there) throws SQLException {
        long last = DatabaseStand.commits(here);
        return last - DatabaseStand.commits(there);
    }
}
