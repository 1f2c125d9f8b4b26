package dev.mcsync.infra.proof.chaos.nemesis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The faults of a run in the order that the seed gives. */
public record Schedule(List<FaultKind> faults) {

    public Schedule {
        faults = List.copyOf(faults);
    }

    public static Schedule of(long seed, Map<FaultKind, Integer> counts) {
        List<FaultKind> faults = new ArrayList<>();
        for (FaultKind kind : FaultKind.values()) {
            faults.addAll(Collections.nCopies(counts.getOrDefault(kind, 0), kind));
        }
        Collections.shuffle(faults, new Random(seed));
        return new Schedule(faults);
    }

    public long kills() {
        return faults.stream().filter(FaultKind::isKill).count();
    }
}
