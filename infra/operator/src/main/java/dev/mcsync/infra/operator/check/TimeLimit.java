package dev.mcsync.infra.operator.check;

import dev.mcsync.infra.operator.check.Verdict.Skipped;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** Decides whether it is worth waiting for a deadline that the system itself has named. */
record TimeLimit(Duration maxWait) {
    /** For the fact that the time ran out to come through the log. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(15);

    interface Wait {
        Verdict until(Duration limit);
    }

    /** Waits unless the deadline is too far off. */
    Verdict await(JsonNode holder, Wait wait) {
        String deadline = holder.path("deadline_at").asString("");
        Expect.that(!deadline.isEmpty(), "the system names no deadline_at");
        Duration left = Duration.between(Instant.now(), Instant.parse(deadline));
        return left.compareTo(maxWait) > 0
                ? new Skipped(
                        "limits too long: %d s to go, more than --max-wait %d s"
                                .formatted(left.toSeconds(), maxWait.toSeconds()))
                : wait.until(left.isNegative() ? AFTERWARDS : left.plus(AFTERWARDS));
    }
}
