package dev.mcsync.infra.proof.chaos.workload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a task asks of time for itself: some are tried again, and some have less than others. */
final class OwnLimits {

    private static final double TRIED_AGAIN = 0.2;
    private static final double TIMED = 0.1;

    private OwnLimits() {}

    /** The beginning of a body of the call that creates the task. */
    static Map<String, Object> drawn(RandomGenerator random) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (random.nextDouble() < TRIED_AGAIN) {
            body.put("max_attempts", 2 + random.nextInt(2));
        }
        if (random.nextDouble() < TIMED) {
            body.put("ack_timeout", 5 + random.nextInt(20));
            body.put("running_timeout", 10 + random.nextInt(30));
        }
        return body;
    }
}
