package dev.mcsync.infra.proof.bench.report;

import java.util.Locale;

/** Numbers with as many digits as say something. */
final class Digits {

    private Digits() {}

    static String of(double value) {
        String format = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    /** A count has no fraction. */
    static String of(String name, double value) {
        return name.equals(Figure.COUNT)
                ? String.format(Locale.ROOT, "%,d", Math.round(value))
                : of(value);
    }
}
