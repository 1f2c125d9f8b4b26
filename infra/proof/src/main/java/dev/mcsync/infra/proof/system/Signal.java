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
        if (!isTakenBy(pid)) {
            throw new IllegalStateException("Process " + pid + " did not take SIG" + name());
        }
    }

    /**
     * As {@link #send}, to a process that may have ended meanwhile.
     *
     * @return whether it was there
     */
    public boolean sendIfThere(long pid) {
        boolean isTaken = isTakenBy(pid);
        if (!isTaken && ProcessHandle.of(pid).isPresent()) {
            throw new IllegalStateException("Process " + pid + " did not take SIG" + name());
        }
        return isTaken;
    }

    private boolean isTakenBy(long pid) {
        try {
            Process kill =
                    new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return kill.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot signal process " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while signalling " + pid, e);
        }
    }
}
