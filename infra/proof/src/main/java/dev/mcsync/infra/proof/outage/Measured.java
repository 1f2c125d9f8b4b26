package dev.mcsync.infra.proof.outage;

import java.time.Duration;

/**
 * What was seen of one outage.
 *
 * @param length from taking away to giving back
 * @param flowAfter from giving back to the first work done
 * @param heapBytes in use after a collection at the end of the outage
 */
record Measured(
        Outage outage, Duration length, Load.Answers answers, Duration flowAfter, long heapBytes) {

    static String header() {
        return "%-20s %8s %9s %7s %11s %11s %9s"
                .formatted(
                        "outage", "length", "accepted", "refused", "slowest", "flow after", "heap");
    }

    String line() {
        return "%-20s %6.1f s %9d %7d %9.2f s %9.2f s %6d MB"
                .formatted(
                        outage.label(),
                        seconds(length),
                        answers.accepted(),
                        answers.refused(),
                        seconds(answers.slowest()),
                        seconds(flowAfter),
                        heapBytes >> 20);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }
}
