package dev.mcsync.infra.backing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Remembers which process serves a directory, so that a later run finds it when this one was
 * killed. The start time beside the process id tells an orphan from an innocent process that was
 * given the same id later.
 */
record PidFile(Path path) {
    /** The kernel counts a start in ticks since boot; the conversion may round either way. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(1);

    void write(RunningProcess process) {
        String started = process.startedAt().map(Instant::toString).orElse("");
        try {
            Files.writeString(path, process.pid() + "\n" + started + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        }
    }

    /**
     * The process that was written down, if it lives. The argument, which only the process of this
     * directory has, recognises it also when the clock was set in between.
     */
    Optional<RunningProcess> findLiving(String ownArgument) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(path);
            if (lines.size() < 2) {
                return Optional.empty();
            }
            return RunningProcess.find(Long.parseLong(lines.get(0)))
                    .filter(process ->
                            process.hasArgument(ownArgument) || startedAt(process, lines.get(1)));
        } catch (NumberFormatException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path, e);
        }
    }

    private static boolean startedAt(RunningProcess process, String written) {
        try {
            Instant expected = Instant.parse(written);
            return process.startedAt()
                    .map(started -> Duration.between(expected, started).abs())
                    .filter(difference -> difference.compareTo(START_TOLERANCE) <= 0)
                    .isPresent();
        } catch (DateTimeParseException _) {
            return false;
        }
    }
}
