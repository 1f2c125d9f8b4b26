package dev.mcsync.infra.proof.chaos.workload;

import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What happens to the order of a life on its way to the log. */
record Disorder(RandomGenerator random) {

    private static final double SWAPPED = 0.10;

    /**
     * @param repeats of the steps that come again
     * @param route of each of them
     */
    void bring(List<Step> steps, List<Step.Report> repeats, Supplier<Step.Route> route) {
        repeats.forEach(report -> insertLater(steps, report, route.get()));
        swapSome(steps);
    }

    /** At once, some time later, or after all is over. */
    private void insertLater(List<Step> steps, Step.Report report, Step.Route route) {
        Step.Report again =
                new Step.Report(report.eventId(), report.body(), report.taskId(), route);
        int after = steps.indexOf(report) + 1;
        steps.add(
                switch (random.nextInt(3)) {
                    case 0 -> after;
                    case 1 -> after + random.nextInt(steps.size() - after + 1);
                    default -> steps.size();
                },
                again);
    }

    private void swapSome(List<Step> steps) {
        for (int i = 0; i + 1 < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Report one
                    && steps.get(i + 1) instanceof Step.Report other
                    && random.nextDouble() < SWAPPED) {
                steps.set(i, other);
                steps.set(i + 1, one);
            }
        }
    }
}
