package dev.mcsync.infra.backing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a server as a child in a session of its own, so that the terminal's Ctrl-C reaches only
 * the parent, which then ends its children in the right order. Where there is no {@code setsid}
 * (macOS) the child is in the terminal's session and ends at once with it.
 */
final class ChildProcess {
    private static final File NOTHING = new File("/dev/null");
    private static final long LARGEST_LOG_BYTES = 16L << 20;
    private static final int TAIL_LINES = 25;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** In the directory of its log, and without this process's environment. */
    static ChildProcess start(List<String> command, Path log) {
        try {
            setAsideWhenLarge(log);
            return new ChildProcess(launch(command, log), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + command.getFirst(), e);
        }
    }

    RunningProcess running() {
        return new RunningProcess(process.toHandle());
    }

    boolean isAlive() {
        return !running().isGone();
    }

    void awaitExit() {
        process.onExit().join();
    }

    /** What the process said last, for the message of a failed start. */
    String lastWords() {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            List<String> tail = all.subList(Math.max(0, all.size() - TAIL_LINES), all.size());
            return log + " ends with:\n  " + String.join("\n  ", tail);
        } catch (IOException | UncheckedIOException e) {
            return "and its log " + log + " cannot be read: " + e.getMessage();
        }
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        List<String> whole = new ArrayList<>();
        findOnPath("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(command);
        return ChildEnvironment.applyTo(new ProcessBuilder(whole))
                .directory(log.toAbsolutePath().resolveSibling(".").normalize().toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    static Optional<Path> findOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static void setAsideWhenLarge(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
            Path aside = log.resolveSibling(log.getFileName() + ".1");
            Files.move(log, aside, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
