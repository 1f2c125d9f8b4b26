package dev.mcsync.infra.operator.terminal;

import java.io.Console;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What is printed, in colours only where a person looks at it. */
public final class Terminal {
    private static final int STANDARD_WIDTH = 100;

    private final PrintWriter out;
    private final boolean coloured;

    private Terminal(PrintWriter out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** As {@code NO_COLOR} and the kind of output ask for. */
    public static Terminal standard() {
        return to(new PrintWriter(new OutputStreamWriter(System.out, System.out.charset()), true));
    }

    /** The same on a writer that stands for the output. */
    public static Terminal to(PrintWriter out) {
        boolean isTerminal =
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
        return new Terminal(out, isTerminal && System.getenv("NO_COLOR") == null);
    }

    /** In columns: what {@code COLUMNS} says, else what most windows have room for. */
    public static int width() {
        return Optional.ofNullable(System.getenv("COLUMNS"))
                .filter(columns -> columns.matches("[1-9][0-9]{0,3}"))
                .map(Integer::valueOf)
                .orElse(STANDARD_WIDTH);
    }

    /** A step came to its end. */
    public void done(String what, Duration took) {
        line(green("✔"), what, took);
    }

    /** Something that the person should know. */
    public void note(String what) {
        out.println("  " + yellow("•") + " " + what);
    }

    public void line(String mark, String what, Duration took) {
        out.printf(Locale.ROOT, "  %s %6.1f s  %s%n", mark, took.toMillis() / 1000.0, what);
    }

    public void plain(String text) {
        out.println(text);
    }

    public void pair(String name, String value) {
        out.println("  " + bold("%-11s".formatted(name)) + value);
    }

    public String green(String text) {
        return painted("32", text);
    }

    public String red(String text) {
        return painted("31", text);
    }

    public String yellow(String text) {
        return painted("33", text);
    }

    private String bold(String text) {
        return painted("1", text);
    }

    private String painted(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
