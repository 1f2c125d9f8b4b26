package dev.mcsync.infra.proof.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Every fault at every step of a fixed workload, one fault a run. */
final class Exhaustive {

    private static final List<String> PROCESSES = List.of("processor1", "notifier1");

    private Exhaustive() {}

    /** For batches of one up to {@code maxBatch} records. */
    static List<Callable<Run>> runs(int maxBatch) {
        List<Callable<Run>> runs = new ArrayList<>();
        for (int batch = 1; batch <= maxBatch; batch++) {
            for (String process : PROCESSES) {
                addAll(runs, process, batch);
            }
        }
        return runs;
    }

    private static void addAll(List<Callable<Run>> runs, String process, int batch) {
        Counting counting = new Counting(process);
        Simulation.fixed(counting, batch, Set.of(), false, "undisturbed");
        for (int step = 0; step < counting.fallible.size(); step++) {
            for (Fault fault : Fault.values()) {
                if (fault != Fault.NONE && (counting.fallible.get(step) || !fault.needsAnswer())) {
                    int at = step;
                    int size = batch;
                    runs.add(() -> Simulation.ofFault(process, size, at, fault, Set.of(), false));
                }
            }
        }
    }

    /** No fault at all: it notes the steps of one process. */
    private static final class Counting implements Chaos {

        private final String process;
        private final List<Boolean> fallible = new ArrayList<>();

        private Counting(String process) {
            this.process = process;
        }

        @Override
        public Fault at(Node node, String point, boolean canFail) {
            if (node.name().equals(process)) {
                fallible.add(canFail);
            }
            return Fault.NONE;
        }

        @Override
        public Duration freeze() {
            return Duration.ZERO;
        }

        @Override
        public Duration absence() {
            return Duration.ZERO;
        }
    }
}
