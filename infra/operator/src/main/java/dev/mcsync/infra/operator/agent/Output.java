package dev.mcsync.infra.operator.agent;

import dev.mcsync.infra.operator.terminal.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a program prints, read as it comes, and the end of it kept. */
final class Output {

    /** Beyond it the beginning is forgotten (characters). */
    private static final int KEPT = 64 * 1024;

    private final StringBuilder text = new StringBuilder();
    private final List<Thread> readers = new CopyOnWriteArrayList<>();
    private volatile @Nullable String lastError;

    /**
     * @param told hears each line of the standard output
     */
    void follow(Process process, Consumer<String> told, RunnerLog log) {
        read(
                process.getInputStream(),
                line -> {
                    keep(line);
                    told.accept(line);
                });
        read(
                process.getErrorStream(),
                line -> {
                    String plain = Text.plain(line).strip();
                    if (!plain.isEmpty()) {
                        lastError = plain;
                        log.says("  " + ForeignText.line(plain));
                    }
                });
    }

    /** Returns when both streams have ended, or the time is over. */
    void await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread reader : readers) {
            reader.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
    }

    /** The last line of the standard error. */
    Optional<String> lastError() {
        return Optional.ofNullable(lastError);
    }

    /** The end of the standard output. */
    String text() {
        synchronized (text) {
            return text.toString().strip();
        }
    }

    boolean isBlank() {
        return text().isEmpty();
    }

    private void keep(String line) {
        synchronized (text) {
            text.append(Text.plain(line)).append('\n');
            if (text.length() > 2 * KEPT) {
                text.delete(0, text.length() - KEPT);
            }
        }
    }

    private void read(InputStream from, Consumer<String> take) {
        readers.add(
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                Lines.read(from, take);
                            } catch (IOException _) {
                                // The program has ended, and its stream with it.
                            }
                        }));
    }
}
