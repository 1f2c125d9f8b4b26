package dev.mcsync.infra.backing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts a server as a child in a session of its own, so that the terminal's Ctrl-C reaches only
 * the parent, which then ends its children in the right order. Where there is no {@code setsid}
 * (macOS) the child is in the terminal's session and ends at once with it.
 */
final class ChildProcess {
    private static final File NOTHING = new File("/dev/null");
    private static final long LARGEST_LOG_BYTES = 16L << 20;
    private static final int TAIL_LINES = 25;

    private static final Pattern EXCEPTION =
            Pattern.compile("^(Caused by: )?[a-z]+(\\.\\w+)+(Exception|Error): .+");

    private static final Pattern COMPLAINT = Pattern.compile("(PANIC|FATAL|ERROR)\\b.+");

    private final Process process;
    private final Path log;
    private final long logSizeBefore;

    private ChildProcess(Process process, Path log, long logSizeBefore) {
        this.process = process;
        this.log = log;
        this.logSizeBefore = logSizeBefore;
    }

    /** In the directory of its log, and without this process's environment. */
    static ChildProcess start(List<String> command, Path log) {
        try {
            setAsideWhenLarge(log);
            long size = Files.exists(log) ? Files.size(log) : 0;
            return new ChildProcess(launch(command, log), log, size);
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

    /** Why the process failed, and what it said last, for the message of a failed start. */
    String lastWords() {
        try {
            List<String> said = said();
            List<String> tail = said.subList(Math.max(0, said.size() - TAIL_LINES), said.size());
            String reason = reason(said).map(line -> line + "; ").orElse("");
            return reason + log + " ends with:\n  " + String.join("\n  ", tail);
        } catch (IOException e) {
            return "and its log " + log + " cannot be read: " + e.getMessage();
        }
    }

    /** Since this start: what earlier ones said explains nothing. */
    private List<String> said() throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(log)) {
            file.position(Math.min(logSizeBefore, file.size()));
            byte[] bytes = Channels.newInputStream(file).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** An exception tells more than the line that announces it. */
    private static Optional<String> reason(List<String> said) {
        return first(EXCEPTION, said).or(() -> first(COMPLAINT, said));
    }

    private static Optional<String> first(Pattern pattern, List<String> said) {
        return said.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .findFirst();
    }

    private static Process launch(List<String> command, Path log) throws IOException {
        List<String> whole = new ArrayList<>();
        Programs.find("setsid").ifPresent(setsid -> whole.add(setsid.toString()));
        whole.addAll(command);
        return ChildEnvironment.applyTo(new ProcessBuilder(whole))
                .directory(log.toAbsolutePath().resolveSibling(".").normalize().toFile())
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private static void setAsideWhenLarge(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG_BYTES) {
            Path aside = log.resolveSibling(log.getFileName() + ".1");
            Files.move(log, aside, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
