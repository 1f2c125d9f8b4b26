package dev.mcsync.infra.proof.chaos.workload;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing that somebody does to the system, however often it takes until it has an answer. */
sealed interface Step {

    /** How a fact gets onto the log. */
    enum Route {
        HTTP,
        /** By a producer of its own. */
        KAFKA,
        /** By a producer whose partitioner is another than Kafka's. */
        KAFKA_WRONG_PARTITION
    }

    /** Asks for the task, or asks again. */
    record Create(String commandId, String taskId, Map<String, Object> body) implements Step {}

    /** An agent's report. */
    record Report(String eventId, Map<String, Object> body, String taskId, Route route)
            implements Step {}

    /**
     * A person moves, retries or cancels.
     *
     * @param path behind the task's own
     * @param ifMatch null to leave the header out
     */
    record Change(
            String eventId,
            String taskId,
            String path,
            @Nullable String stage,
            String idempotencyKey,
            @Nullable String ifMatch)
            implements Step {}

    /** A request that must be refused and leave nothing behind. */
    record BadRequest(Map<String, Object> body) implements Step {}

    /**
     * A record that no processor can apply.
     *
     * @param reason under which it must be found among the rejected
     */
    record Poison(byte @Nullable [] key, byte @Nullable [] value, String reason) implements Step {}
}
