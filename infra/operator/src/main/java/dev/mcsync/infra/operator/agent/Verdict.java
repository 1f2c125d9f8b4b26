package dev.mcsync.infra.operator.agent;

import dev.mcsync.infra.operator.api.Answer;
import java.util.Set;

/** What became of a report. */
enum Verdict {
    /** It took effect, or will. */
    TAKEN,

    /**
     * It came too late to change anything, as an acknowledgement of what another runner has
     * acknowledged.
     */
    LATE,

    /** The attempt is no longer this agent's: whatever it does now would be done twice. */
    OVER,

    /** It is not what a report may be; sending it again would change nothing. */
    REFUSED;

    private static final Set<String> NOT_OURS =
            Set.of("stale_attempt", "wrong_agent", "unknown_task");
    private static final Set<String> ENDED = Set.of("done", "failed");

    /**
     * @param answer one that is not temporary
     */
    static Verdict of(Answer answer) {
        if (!answer.isSuccess()) {
            return NOT_OURS.contains(answer.text("reason")) ? OVER : REFUSED;
        }
        if (!answer.text("outcome").equals("late")) {
            return TAKEN;
        }
        return ENDED.contains(answer.text("status")) ? OVER : LATE;
    }
}
