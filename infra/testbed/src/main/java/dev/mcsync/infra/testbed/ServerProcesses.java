package dev.mcsync.infra.testbed;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.backing.EphemeralDirectory;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PortTakenException;
import dev.mcsync.infra.backing.PostgresServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Broker and database as child processes with their data in a temporary directory. */
final class ServerProcesses implements Servers {
    private static final int PORT_ATTEMPTS = 5;

    private final EphemeralDirectory directory;
    private final KafkaBroker broker;
    private final PostgresServer database;

    private ServerProcesses(
            EphemeralDirectory directory, KafkaBroker broker, PostgresServer database) {
        this.directory = directory;
        this.broker = broker;
        this.database = database;
    }

    static ServerProcesses start() {
        EphemeralDirectory directory = EphemeralDirectory.create();
        var broker =
                CompletableFuture.supplyAsync(
                        () -> onAnyPort(port -> KafkaBroker.start(directory.kafka(), port)));
        var database =
                CompletableFuture.supplyAsync(
                        () -> onAnyPort(port -> PostgresServer.start(directory.postgres(), port)));
        try {
            CompletableFuture.allOf(broker, database).join();
            return new ServerProcesses(directory, broker.join(), database.join());
        } catch (CompletionException e) {
            stopIfStarted(broker, KafkaBroker::kill);
            stopIfStarted(database, PostgresServer::kill);
            directory.close();
            throw new IllegalStateException("The testbed did not start", e.getCause());
        }
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public PostgresAddress postgres() {
        return database.address();
    }

    @Override
    public KafkaBroker brokerProcess() {
        return broker;
    }

    @Override
    public PostgresServer databaseProcess() {
        return database;
    }

    /** Killed, not stopped: nobody will read their data again. */
    @Override
    public void close() {
        broker.kill();
        database.kill();
        directory.close();
    }

    /** Between the choice of a free port and its use another program may have taken it. */
    private static <T> T onAnyPort(IntFunction<T> start) {
        for (int attempt = 1; ; attempt++) {
            try {
                return start.apply(LoopbackPorts.free());
            } catch (PortTakenException e) {
                if (attempt == PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static <T> void stopIfStarted(CompletableFuture<T> start, Consumer<T> stop) {
        start.handle(
                        (server, failure) -> {
                            if (failure == null) {
                                stop.accept(server);
                            }
                            return true;
                        })
                .join();
    }
}
