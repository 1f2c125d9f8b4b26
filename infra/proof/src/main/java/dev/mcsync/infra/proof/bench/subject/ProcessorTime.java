package dev.mcsync.infra.proof.bench.subject;

import java.util.LinkedHashMap;
import java.util.Map;

/** The processor time that a measurement takes, from its begin on. */
public final class ProcessorTime {

    private final ProcessGroups groups;
    private final Map<String, Double> before;
    private final long beganNanos = System.nanoTime();

    private ProcessorTime(ProcessGroups groups) {
        this.groups = groups;
        this.before = groups.processorSeconds();
    }

    public static ProcessorTime begin(ProcessGroups groups) {
        return new ProcessorTime(groups);
    }

    /** Cores that were busy since then, on average, by group; empty where nobody tells. */
    public Map<String, Double> cores() {
        double seconds = (System.nanoTime() - beganNanos) / 1e9;
        Map<String, Double> cores = new LinkedHashMap<>();
        seconds().forEach((group, busy) -> cores.put(group, busy / seconds));
        return cores;
    }

    /** Seconds of processor time since then, by group. */
    public Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        groups.processorSeconds()
                .forEach((group, now) -> seconds.put(group, now - before.getOrDefault(group, 0.0)));
        if (!seconds.isEmpty()) {
            seconds.put(
                    ProcessGroups.ALL,
                    seconds.entrySet().stream()
                            .filter(entry -> !entry.getKey().equals(ProcessGroups.HARNESS))
                            .mapToDouble(Map.Entry::getValue)
                            .sum());
        }
        return seconds;
    }
}
