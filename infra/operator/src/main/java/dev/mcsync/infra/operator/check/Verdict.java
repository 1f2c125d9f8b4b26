package dev.mcsync.infra.operator.check;

/** What became of a criterion, with one line that says why. */
public sealed interface Verdict {
    String because();

    record Passed(String because) implements Verdict {}

    record Failed(String because) implements Verdict {}

    /** It could not be shown here, and nothing speaks against it. */
    record Skipped(String because) implements Verdict {}
}
