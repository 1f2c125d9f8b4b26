package dev.mcsync.processor.audit.tool;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.processor.audit.Check;
import dev.mcsync.processor.audit.Discrepancy;
import dev.mcsync.processor.audit.FieldDifference;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/** What an audit came to, for a person or a program. */
record AuditReport(List<Check> checks, Duration took) {

    private static final int MAX_PRINTED = 20;

    AuditReport {
        checks = List.copyOf(checks);
    }

    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    void print(PrintStream out) {
        for (Check check : checks) {
            out.printf(
                    Locale.ROOT,
                    "  %s %6.1f s  %-52s %s%n",
                    check.holds() ? painted("green", "✔") : painted("red", "✘"),
                    check.took().toMillis() / 1000.0,
                    check.claim(),
                    check.looked());
            check.found().kept().stream()
                    .limit(MAX_PRINTED)
                    .forEach(discrepancy -> out.println("      " + discrepancy));
            if (check.found().count() > MAX_PRINTED) {
                out.printf(
                        Locale.ROOT, "      … and %,d more%n", check.found().count() - MAX_PRINTED);
            }
        }
        out.println();
        out.println(verdict());
    }

    private String verdict() {
        long found = checks.stream().mapToLong(check -> check.found().count()).sum();
        String verdict =
                holds()
                        ? painted("green", "All of it agrees")
                        : painted(
                                "red",
                                found == 1
                                        ? "1 mismatch"
                                        : String.format(Locale.ROOT, "%,d mismatches", found));
        return verdict + String.format(Locale.ROOT, " (%.1f s)", took.toMillis() / 1000.0);
    }

    String json() {
        return new ObjectWriter()
                .flag("ok", holds())
                .objects("checks", checks, AuditReport::write)
                .finish();
    }

    private static void write(ObjectWriter out, Check check) {
        out.text("name", check.name())
                .text("claim", check.claim())
                .flag("ok", check.holds())
                .text("looked", check.looked())
                .number("took_ms", check.took().toMillis())
                .number("found", check.found().count())
                .objects("mismatches", check.found().kept(), AuditReport::write);
    }

    private static void write(ObjectWriter out, Discrepancy discrepancy) {
        out.text("kind", discrepancy.kind())
                .text("subject", discrepancy.subject().toString())
                .text("detail", discrepancy.told().orElse(null))
                .objects("fields", discrepancy.differences(), AuditReport::write);
    }

    private static void write(ObjectWriter out, FieldDifference field) {
        out.text("field", field.field())
                .text("expected", field.expected())
                .text("found", field.found());
    }

    /** Coloured only where a person looks at it, and {@code NO_COLOR} does not object. */
    private static String painted(String colour, String text) {
        return Ansi.AUTO.string("@|" + colour + " " + text + "|@");
    }
}
