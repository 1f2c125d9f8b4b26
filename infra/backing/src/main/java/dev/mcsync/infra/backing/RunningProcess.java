package dev.mcsync.infra.backing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A process of this machine, our child or the orphan of a killed run, and how it is ended. */
record RunningProcess(ProcessHandle handle) {
    /** The kernel needs this long at most to clear away a killed process. */
    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

    private static final Path PROC = Path.of("/proc");

    enum Signal {
        INT,
        TERM,
        STOP
    }

    static Optional<RunningProcess> find(long pid) {
        return ProcessHandle.of(pid).map(RunningProcess::new).filter(process -> !process.isGone());
    }

    long pid() {
        return handle.pid();
    }

    Optional<Instant> startedAt() {
        return handle.info().startInstant();
    }

    /** False also when the operating system does not tell the arguments. */
    boolean hasArgument(String argument) {
        return handle.info()
                .arguments()
                .map(arguments -> Arrays.asList(arguments).contains(argument))
                .orElse(false);
    }

    /**
     * True for a zombie too: an orphan whose adoptive parent has not collected it holds nothing.
     */
    boolean isGone() {
        return !handle.isAlive() || isZombie();
    }

    /** Asks politely, and kills the process with its children when it has not ended in time. */
    void stop(Signal signal, Duration grace) {
        send(signal);
        if (!Patience.await(grace, this::isGone)) {
            killWithChildren();
        }
    }

    /** Also by a thread that was interrupted: an interrupted start must not leave a process. */
    void killWithChildren() {
        boolean interrupted = Thread.interrupted();
        try {
            killFamily();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Frozen first, so that no child is born while the family is counted. */
    private void killFamily() {
        send(Signal.STOP);
        List<RunningProcess> family =
                Stream.concat(Stream.of(handle), handle.descendants())
                        .map(RunningProcess::new)
                        .toList();
        family.forEach(process -> process.handle().destroyForcibly());
        if (!Patience.await(KILL_LIMIT, () -> family.stream().allMatch(RunningProcess::isGone))) {
            throw new BackingFailedException(
                    "Process " + pid() + " or a child of it is still there after kill -9");
        }
    }

    private void send(Signal signal) {
        try {
            ChildEnvironment.applyTo(new ProcessBuilder("kill", "-" + signal, Long.toString(pid())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new BackingFailedException("Cannot signal process " + pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackingFailedException("Interrupted while signalling " + pid(), e);
        }
    }

    /**
     * Known on Linux only. The first thread of a dying process may be a zombie already while others
     * still hold its files and ports, so all of them have to be gone.
     */
    private boolean isZombie() {
        Path directory = PROC.resolve(Long.toString(pid()));
        try (Stream<Path> threads = Files.list(directory.resolve("task"))) {
            return threads.count() <= 1
                    && state(Files.readString(directory.resolve("stat"))) == 'Z';
        } catch (IOException _) {
            return false;
        }
    }

    /** The state follows the command's closing parenthesis. */
    private static char state(String stat) {
        int position = stat.lastIndexOf(')') + 2;
        return position < stat.length() ? stat.charAt(position) : '?';
    }
}
