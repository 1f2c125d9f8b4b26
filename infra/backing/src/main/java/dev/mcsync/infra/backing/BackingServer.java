package dev.mcsync.infra.backing;

import java.nio.file.Path;
import java.time.Duration;

/** A server that runs as a child process: what a supervisor and a test that kills it need. */
public sealed interface BackingServer extends AutoCloseable permits KafkaBroker, PostgresServer {
    long pid();

    /** The file that its output goes to. */
    Path log();

    boolean isAlive();

    /** Blocks until the process that runs now has ended, for whatever reason. */
    void awaitExit();

    /** kill -9 of the process and its children: what was not written down is lost. */
    void kill();

    /** Starts again on the same data and port, after a kill or in place of the running one. */
    void restart();

    /** How long an orderly stop may take before the process is killed. */
    Duration stopLimit();

    /** Stops the process in order, or else kills it, and returns when it is gone. */
    @Override
    void close();
}
