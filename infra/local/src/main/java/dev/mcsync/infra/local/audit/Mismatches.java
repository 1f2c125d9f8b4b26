package dev.mcsync.infra.local.audit;

import java.util.ArrayList;
import java.util.List;

/** Collects what does not agree: counts all, keeps the first. For one thread. */
final class Mismatches {

    static final int MAX_KEPT = 1_000;

    private final List<Mismatch> kept = new ArrayList<>();
    private long found;

    void add(Mismatch mismatch) {
        found++;
        if (kept.size() < MAX_KEPT) {
            kept.add(mismatch);
        }
    }

    List<Mismatch> kept() {
        return kept;
    }

    long found() {
        return found;
    }
}
