package dev.mcsync.infra.proof.sim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one run.
 *
 * @param name the seed, or the place of the fault
 * @param steps at which something could have happened
 * @param faults that happened
 * @param violation the first invariant that did not hold; null when all did
 * @param trace a line a step; empty unless asked for
 */
record Run(String name, long steps, int faults, @Nullable String violation, List<String> trace) {

    boolean isGood() {
        return violation == null;
    }
}
