package dev.mcsync.infra.operator.agentcheck;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's program, started as often as a script wants it. Whoever ends the check ends it, too.
 * Thread-safe, for the end comes on a thread of its own.
 */
final class AgentProcess implements AutoCloseable {

    private final List<String> command;
    private final Map<String, String> environment;
    private final File output;
    private final Runnable ended;
    private @Nullable Process process;
    private boolean isOver;

    /**
     * @param output takes what it prints
     * @param ended is told of each end
     */
    AgentProcess(
            List<String> command, Map<String, String> environment, File output, Runnable ended) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.output = output;
        this.ended = ended;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::endForGood));
    }

    synchronized void start() throws IOException {
        if (isOver) {
            throw new IOException("The check ends");
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process started =
                builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(output)).start();
        started.onExit().thenRun(ended);
        process = started;
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    synchronized String told() {
        return process == null || process.isAlive()
                ? "it runs"
                : "it ended by itself with exit code " + process.exitValue();
    }

    /** With all that it started, as when the power fails. */
    void kill() throws InterruptedException {
        Process running = destroy();
        if (running != null) {
            running.waitFor();
        }
    }

    private synchronized void endForGood() {
        isOver = true;
        destroy();
    }

    private synchronized @Nullable Process destroy() {
        Process running = process;
        if (running != null) {
            List<ProcessHandle> children = running.descendants().toList();
            running.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
        return running;
    }

    /** By SIGTERM. Whether it ended in time. */
    boolean end(Duration limit) throws InterruptedException {
        Process running = current();
        if (running == null) {
            return true;
        }
        running.destroy();
        return running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized @Nullable Process current() {
        return process;
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
