package dev.mcsync.infra.operator.agent;

import dev.mcsync.infra.operator.terminal.Terminal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the runner says on the terminal, a line for each thing that a person would want to know.
 * Thread-safe.
 */
final class RunnerLog {

    private final Terminal terminal;
    private final AtomicBoolean away = new AtomicBoolean();

    RunnerLog(Terminal terminal) {
        this.terminal = terminal;
    }

    void says(String what) {
        line(what);
    }

    void good(String what) {
        line(terminal.green("✔") + " " + what);
    }

    void trouble(String what) {
        line(terminal.yellow("•") + " " + what);
    }

    void bad(String what) {
        line(terminal.red("✘") + " " + what);
    }

    /** Told once, however often it is tried. */
    void away(String why, int waiting) {
        if (away.compareAndSet(false, true)) {
            trouble(
                    "mc-sync does not take reports (%s); %d wait and will be sent again"
                            .formatted(why, waiting));
        }
    }

    void reachable() {
        if (away.compareAndSet(true, false)) {
            says("mc-sync is back");
        }
    }

    private void line(String text) {
        terminal.plain(Instant.now().truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }
}
