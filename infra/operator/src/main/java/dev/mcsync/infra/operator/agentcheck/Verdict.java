package dev.mcsync.infra.operator.agentcheck;

import java.time.Instant;
import java.util.Optional;

/** What became of a rule. */
sealed interface Verdict {

    record Kept() implements Verdict {}

    /**
     * @param request the call that broke it, where it was a call
     */
    record Broken(String what, Instant at, Optional<String> request) implements Verdict {}

    /** Nothing speaks against it, and nothing for it. */
    record NotShown(String why) implements Verdict {}
}
