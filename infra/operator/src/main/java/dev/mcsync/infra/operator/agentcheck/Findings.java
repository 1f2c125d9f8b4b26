package dev.mcsync.infra.operator.agentcheck;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What was found out about each rule; of several breaches of one the first counts. Thread-safe. */
final class Findings {

    private final Map<Rule, Verdict.Broken> broken = new EnumMap<>(Rule.class);
    private final Map<Rule, String> notShown = new EnumMap<>(Rule.class);
    private final Set<Rule> shown = EnumSet.noneOf(Rule.class);

    /** The rule was put to the test; kept, unless it was broken. */
    synchronized void shown(Rule rule) {
        shown.add(rule);
    }

    synchronized void notShown(Rule rule, String why) {
        notShown.putIfAbsent(rule, why);
    }

    /**
     * @param call the very request; null where one was missing
     */
    synchronized void broken(Rule rule, String what, @Nullable Call call) {
        broken.putIfAbsent(
                rule,
                new Verdict.Broken(
                        what,
                        call == null ? Instant.now() : call.at(),
                        Optional.ofNullable(call).map(Call::toString)));
    }

    synchronized int breaches() {
        return broken.size();
    }

    synchronized Verdict of(Rule rule) {
        Verdict.Broken breach = broken.get(rule);
        if (breach != null) {
            return breach;
        }
        return shown.contains(rule)
                ? new Verdict.Kept()
                : new Verdict.NotShown(notShown.getOrDefault(rule, "it did not come to that"));
    }
}
