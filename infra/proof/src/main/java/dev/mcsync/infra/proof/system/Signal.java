package dev.mcsync.infra.proof.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** What the harness sends to processes that it started. */
public enum Signal {
    KILL,
    STOP,
    CONT;

    private static final int LIMIT_SECONDS = 5;

    /** Returns when the kernel has taken the signal. */
    public void send(long pid) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
                throw new IllegalStateException("Process " + pid + " did not take SIG" + name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot signal process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while signalling " + pid, e);
        }
    }
}
