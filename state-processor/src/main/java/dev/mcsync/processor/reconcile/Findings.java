package dev.mcsync.processor.reconcile;

import dev.mcsync.processor.audit.Discrepancy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What one run found, as much of it as is mended at a time. For one thread. */
final class Findings implements Consumer<Discrepancy> {

    /** Each is an incident and a fact; what is beyond it is found again by the next run. */
    private static final int MAX = 2_000;

    private final List<Discrepancy> kept = new ArrayList<>();

    @Override
    public void accept(Discrepancy finding) {
        if (kept.size() < MAX) {
            kept.add(finding);
        }
    }

    /** False as soon as there may have been more. */
    boolean isAll() {
        return kept.size() < MAX;
    }

    List<Discrepancy> kept() {
        return List.copyOf(kept);
    }

    Map<Discrepancy.Kind, Long> counts() {
        return kept.stream()
                .collect(Collectors.groupingBy(Discrepancy::kind, Collectors.counting()));
    }
}
