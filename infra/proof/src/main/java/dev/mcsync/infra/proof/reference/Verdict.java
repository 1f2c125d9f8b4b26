package dev.mcsync.infra.proof.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a record of an input topic must have led to. */
public sealed interface Verdict {

    /** Refused as no fact at all; it must lie among the rejected, once. */
    record Rejected(String reason) implements Verdict {}

    /** Put on the partition that its key belongs to. */
    record Forwarded() implements Verdict {}

    /** The same fact again, which changes nothing and is told to nobody. */
    record Duplicate() implements Verdict {}

    /** No fact of its own: it says that an agent's row is to be looked at. */
    record Touch() implements Verdict {}

    /**
     * A fact's first record.
     *
     * @param version of the task or agent afterwards, if the fact changed it
     * @param told whether there is an outcome
     * @param due whether Discord must hear of it
     */
    record Fact(
            String eventId,
            String outcome,
            @Nullable String reason,
            @Nullable Long version,
            @Nullable String toStatus,
            @Nullable String toStage,
            List<String> implied,
            boolean told,
            boolean due)
            implements Verdict {

        /** It changed nothing, and is told to nobody but who asks. */
        static Fact without(
                String outcome,
                String eventId,
                String reason,
                @Nullable String status,
                @Nullable String stage) {
            return new Fact(eventId, outcome, reason, null, status, stage, List.of(), true, false);
        }
    }
}
