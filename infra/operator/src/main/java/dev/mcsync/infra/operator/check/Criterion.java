package dev.mcsync.infra.operator.check;

import java.util.function.Supplier;

/**
 * One thing that must be so.
 *
 * @param show shows it, or throws {@link ExpectationFailedException}
 */
record Criterion(int number, String statement, Supplier<Verdict> show) {}
