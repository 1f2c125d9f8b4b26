package dev.mcsync.processor.audit.tool;

import dev.mcsync.processor.audit.Progress;
import java.time.Duration;

/** One line that is drawn over and over, and only for a person. */
final class OnStandardError implements Progress {

    private static final Duration REDRAW = Duration.ofMillis(250);

    @SuppressWarnings("SystemConsoleNull") // There is none where jdk.console names no module.
    private final boolean isWatched = System.console() != null && System.console().isTerminal();

    private long lastNanos = System.nanoTime() - REDRAW.toNanos();

    @Override
    public void at(String step, long done, long expected) {
        long now = System.nanoTime();
        if (!isWatched || now - lastNanos < REDRAW.toNanos()) {
            return;
        }
        lastNanos = now;
        String of = expected > done ? " of about %,d".formatted(expected) : "";
        System.err.printf("\r\u001b[K  %s: %,d%s\r", step, done, of);
    }
}
