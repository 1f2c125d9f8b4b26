package dev.mcsync.infra.proof.reference;

import dev.mcsync.contracts.wire.TaskSnapshot.Moments;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the current attempt took its steps, in milliseconds of the log. Nobody works unheard of:
 * tasks of the old system are none of this model's.
 */
public final class ReferenceMoments {

    private static final Set<String> AT_WORK = Set.of("running", "done");
    private static final Set<String> ENDED = Set.of("done", "failed", "timeout");

    private @Nullable Long acked;
    private @Nullable Long started;
    private @Nullable Long finished;
    private @Nullable Long archived;

    /** As the product words them. */
    public Moments told() {
        return new Moments(instant(acked), instant(started), instant(finished), instant(archived));
    }

    /** As the columns of the evidence. */
    public Map<String, String> columns() {
        return Map.of(
                "acked_ms", String.valueOf(acked),
                "started_ms", String.valueOf(started),
                "finished_ms", String.valueOf(finished),
                "archived_ms", String.valueOf(archived));
    }

    /** Whoever fails what nobody heard of had it, and had begun. */
    void heard(String nextStatus, long at) {
        if (started == null && (AT_WORK.contains(nextStatus) || isRefusal(nextStatus))) {
            started = at;
        }
        if (acked == null) {
            acked = at;
        }
    }

    private boolean isRefusal(String nextStatus) {
        return "failed".equals(nextStatus) && acked == null;
    }

    void entered(String status, long at) {
        finished = ENDED.contains(status) ? Long.valueOf(at) : null;
    }

    void archived(long at) {
        archived = at;
    }

    /** Whatever happens to the task brings it back. */
    void onBoard() {
        archived = null;
    }

    public boolean isArchived() {
        return archived != null;
    }

    void clear() {
        acked = null;
        started = null;
        finished = null;
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
