package dev.mcsync.infra.proof.agent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts what the planted bugs of this JVM did, and has the first of it witnessed. */
final class Effects {

    private static final int MAX_WITNESSED = 10;

    private static final Map<PlantedBug, AtomicLong> counts = new ConcurrentHashMap<>();
    private static volatile @Nullable Witness witness;

    private Effects() {}

    static void witnessedBy(Witness opened) {
        witness = opened;
    }

    /** The bug has just done what the product would not have done. */
    static void of(PlantedBug bug) {
        long nth = counts.computeIfAbsent(bug, _ -> new AtomicLong()).incrementAndGet();
        Witness file = witness;
        if (file != null && nth <= MAX_WITNESSED) {
            file.effect(bug, nth);
        }
    }
}
