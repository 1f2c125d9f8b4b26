package dev.mcsync.processor.audit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Collects what does not agree: counts all, keeps the first thousand. For one thread. */
public final class Discrepancies {

    static final int MAX_KEPT = 1_000;

    private final List<Discrepancy> kept = new ArrayList<>();
    private long count;

    void add(Discrepancy discrepancy) {
        count++;
        if (kept.size() < MAX_KEPT) {
            kept.add(discrepancy);
        }
    }

    /** The first ones. */
    public List<Discrepancy> kept() {
        return Collections.unmodifiableList(kept);
    }

    /** How many there are in all. */
    public long count() {
        return count;
    }
}
