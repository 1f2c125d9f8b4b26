package dev.mcsync.infra.proof.bench.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process as Linux tells of it in {@code /proc}.
 *
 * @param ownTicks processor time of its own, in hundredths of a second
 * @param endedTicks that of its children which have ended
 */
record ProcessStat(long pid, long parent, String name, long ownTicks, long endedTicks) {

    private static final Path PROC = Path.of("/proc");

    private static final int PARENT = 1;
    private static final int OWN_USER = 11;
    private static final int OWN_SYSTEM = 12;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    /** All that there are; none where there is no {@code /proc}. */
    static List<ProcessStat> all() {
        if (!Files.isDirectory(PROC)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(
                            entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .flatMap(entry -> read(entry).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + PROC, e);
        }
    }

    /** What it takes of the machine's memory, shared pages shared out; in kB. */
    long proportionalMemory() {
        return text(PROC.resolve(Long.toString(pid)).resolve("smaps_rollup")).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    /** Its program and arguments, separated by blanks. */
    String commandLine() {
        return text(PROC.resolve(Long.toString(pid)).resolve("cmdline"))
                .orElse("")
                .replace('\0', ' ');
    }

    /** Empty when it has ended meanwhile. */
    private static Optional<ProcessStat> read(Path entry) {
        return text(entry.resolve("stat")).map(ProcessStat::parse);
    }

    /** The name stands in brackets and may hold anything, brackets too. */
    static ProcessStat parse(String stat) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        String[] fields = stat.substring(close + 2).strip().split(" ", -1);
        return new ProcessStat(
                Long.parseLong(stat.substring(0, open).strip()),
                Long.parseLong(fields[PARENT]),
                stat.substring(open + 1, close),
                Long.parseLong(fields[OWN_USER]) + Long.parseLong(fields[OWN_SYSTEM]),
                Long.parseLong(fields[ENDED_USER]) + Long.parseLong(fields[ENDED_SYSTEM]));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
