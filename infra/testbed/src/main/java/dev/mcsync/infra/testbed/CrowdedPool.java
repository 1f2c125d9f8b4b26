package dev.mcsync.infra.testbed;

import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A pool that is asked for more connections than it may have, of a database that never answers. */
public final class CrowdedPool {

    private static final int ASKED_FOR = 40;

    private CrowdedPool() {}

    /**
     * How many it opens.
     *
     * @param pool made for the setting that tells where the database is
     */
    public static int connectionsOf(Function<String, ConnectionPool> pool) {
        Disposable.Composite asking = Disposables.composite();
        try (ServerSocket silent =
                new ServerSocket(0, ASKED_FOR, InetAddress.getLoopbackAddress())) {
            ConnectionPool crowded =
                    pool.apply(
                            "mc.postgres-url=postgresql://user:password@127.0.0.1:%d/database"
                                    .formatted(silent.getLocalPort()));
            for (int i = 0; i < ASKED_FOR; i++) {
                asking.add(crowded.create().subscribe());
            }
            int opened = crowded.getMetrics().orElseThrow().allocatedSize();
            asking.dispose();
            crowded.dispose();
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on the loopback interface", e);
        }
    }
}
