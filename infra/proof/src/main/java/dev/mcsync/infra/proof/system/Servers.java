package dev.mcsync.infra.proof.system;

import dev.mcsync.infra.backing.Authority;
import dev.mcsync.infra.backing.KafkaBroker;
import dev.mcsync.infra.backing.LogSecurity;
import dev.mcsync.infra.backing.LogUser;
import dev.mcsync.infra.backing.LoopbackPorts;
import dev.mcsync.infra.backing.PostgresServer;
import dev.mcsync.infra.backing.TopicProvisioner;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;

/** Broker and database of a fleet. */
record Servers(KafkaBroker broker, PostgresServer database) {

    /**
     * With its topics; the database is still without tables.
     *
     * @param isSecured whether both ask who comes
     * @param opened gets what has to be closed
     */
    static Servers start(
            Path directory, boolean isSecured, int partitions, Deque<AutoCloseable> opened) {
        Optional<Authority> authority =
                isSecured
                        ? Optional.of(Authority.in(directory.resolve("authority")))
                        : Optional.empty();
        KafkaBroker broker =
                KafkaBroker.start(
                        directory.resolve("kafka"),
                        LoopbackPorts.free(),
                        authority.map(
                                vouching -> LogSecurity.in(directory.resolve("users"), vouching)));
        opened.push(broker);
        new TopicProvisioner(broker.clientSettings(LogUser.OPERATOR), partitions, 1).provision();
        PostgresServer database =
                PostgresServer.start(
                        directory.resolve("postgres"), LoopbackPorts.free(), authority);
        opened.push(database);
        return new Servers(broker, database);
    }
}
