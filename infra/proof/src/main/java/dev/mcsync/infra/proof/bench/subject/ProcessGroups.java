package dev.mcsync.infra.proof.bench.subject;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The processes of a measurement by what they are: each root, and broker and database with all
 * their children wherever below a root they are.
 *
 * @param roots the name of the group of each root, by its process id
 */
public record ProcessGroups(Map<Long, String> roots) {

    /** What makes the load; its cost is told beside and is no cost of what is measured. */
    public static final String HARNESS = "harness";

    /** All groups together but the harness. */
    public static final String ALL = "all";

    static final String SERVICES = "services";
    static final String PLAIN = "plain";
    private static final String BROKER = "broker";
    private static final String DATABASE = "postgresql";

    private static final double TICKS_A_SECOND = 100;
    private static final double KIB_A_MIB = 1_024;

    public ProcessGroups {
        roots = Map.copyOf(roots);
    }

    /** This process, and what it has started itself: broker and database. */
    public static ProcessGroups ofThisProcess(String name) {
        return new ProcessGroups(Map.of(ProcessHandle.current().pid(), name));
    }

    /** The product alone, by the process of {@code up}. */
    public static ProcessGroups ofProduct(long pid) {
        return new ProcessGroups(Map.of(pid, SERVICES));
    }

    /** Seconds of processor time by group, all that were ever used. */
    public Map<String, Double> processorSeconds() {
        return sums(
                ProcessStat.all(),
                (process, group) ->
                        process.ownTicks() + (group.equals(DATABASE) ? process.endedTicks() : 0),
                TICKS_A_SECOND);
    }

    /** Memory by group in MiB, without the harness. */
    public Map<String, Double> memory() {
        Map<String, Double> memory =
                sums(
                        ProcessStat.all(),
                        (process, group) ->
                                group.equals(HARNESS) ? 0 : process.proportionalMemory(),
                        KIB_A_MIB);
        memory.remove(HARNESS);
        if (memory.isEmpty()) {
            return memory;
        }
        memory.put(ALL, memory.values().stream().mapToDouble(size -> size).sum());
        return memory;
    }

    private interface Weight {
        long of(ProcessStat process, String group);
    }

    private Map<String, Double> sums(List<ProcessStat> all, Weight weight, double unit) {
        Map<Long, ProcessStat> byId = new HashMap<>();
        all.forEach(process -> byId.put(process.pid(), process));
        Map<String, Double> sums = new LinkedHashMap<>();
        for (ProcessStat process : all) {
            String group = groupOf(process, byId);
            if (!group.isEmpty()) {
                sums.merge(group, weight.of(process, group) / unit, Double::sum);
            }
        }
        return sums;
    }

    /** Empty for one that has nothing to do with the measurement. */
    private String groupOf(ProcessStat process, Map<Long, ProcessStat> byId) {
        String below = "";
        ProcessStat at = process;
        while (at != null) {
            String root = roots.get(at.pid());
            if (root != null) {
                return at == process ? root : below;
            }
            if (below.isEmpty()) {
                below = partOf(at);
            }
            at = byId.get(at.parent());
        }
        return "";
    }

    private static String partOf(ProcessStat process) {
        if (process.name().equals("postgres")) {
            return DATABASE;
        }
        return process.commandLine().contains("kafka.Kafka") ? BROKER : "";
    }
}
