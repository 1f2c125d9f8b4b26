package dev.mcsync.infra.proof.flood;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Watches what a process holds of the machine's memory, in whole megabytes: heap, direct buffers
 * and all else. One of Linux.
 */
final class Memory implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Path status;
    private final long before;
    private final AtomicLong peak;
    private final Thread watcher;

    private Memory(long pid) {
        this.status = Path.of("/proc", Long.toString(pid), "status");
        this.before = megabytes();
        this.peak = new AtomicLong(before);
        this.watcher = Thread.ofPlatform().name("memory").daemon().start(this::watch);
    }

    static Memory watch(long pid) {
        return new Memory(pid);
    }

    long before() {
        return before;
    }

    long peak() {
        return peak.get();
    }

    long grownBy() {
        return peak() - before;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }

    @Override
    public String toString() {
        return "memory %d MB before, %d MB at most (+%d)".formatted(before, peak(), grownBy());
    }

    private void watch() {
        try {
            while (true) {
                peak.accumulateAndGet(megabytes(), Math::max);
                Thread.sleep(LOOK_EVERY);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private long megabytes() {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + status, e);
        }
    }
}
