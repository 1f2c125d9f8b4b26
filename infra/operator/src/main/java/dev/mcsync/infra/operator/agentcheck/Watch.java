package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.infra.operator.agentcheck.Handed.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each call as it comes, whatever is being shown just now. Its system guards it.
 *
 * <p>What an agent made before it was told something is no answer to it: its reports count by their
 * own times.
 */
final class Watch {

    /** Of a sleep, and of two clocks. */
    private static final Duration INACCURACY = Duration.ofMillis(50);

    /** For what it was about to say when it was told. */
    private static final Duration REACTION = Duration.ofSeconds(3);

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(65);
    private static final Set<ReportType> ONCE =
            EnumSet.complementOf(EnumSet.of(ReportType.PROGRESS));
    private static final Set<ReportType> LAST = EnumSet.of(ReportType.DONE, ReportType.FAILED);

    private final Findings findings;
    private final Set<String> earlierBoots = new HashSet<>();
    private @Nullable String boot;
    private long lastSign = System.nanoTime();

    Watch(Findings findings) {
        this.findings = findings;
    }

    /** A new process begins. */
    void started() {
        if (boot != null) {
            earlierBoots.add(boot);
        }
        boot = null;
        lastSign = System.nanoTime();
    }

    void heartbeat(Heartbeat heartbeat, Call call) {
        Duration silence = Duration.ofNanos(call.nanos() - lastSign);
        lastSign = call.nanos();
        if (silence.compareTo(LONGEST_SILENCE) > 0) {
            findings.broken(
                    Rule.HEARTBEAT,
                    "nothing was heard of it for " + silence.toSeconds() + " s",
                    call);
        }
        String told = heartbeat.bootId() == null ? null : heartbeat.bootId().value();
        if (told == null) {
            findings.broken(Rule.BOOT_ID, "a heartbeat has none", call);
        } else if (boot != null && !boot.equals(told)) {
            findings.broken(Rule.BOOT_ID, "it changed without a new start: it was " + boot, call);
        } else if (earlierBoots.contains(told)) {
            findings.broken(Rule.BOOT_ID, "an earlier start of it had the same", call);
        }
        boot = told;
    }

    /** After it was seen, before it is answered. */
    void report(Handed attempt, Seen seen, AgentReport again, Call call) {
        if (seen.times > 1) {
            repeated(seen, again, call);
        } else {
            insteadOfARepetition(attempt, seen, call);
            if (!attempt.isAbandoned()) {
                first(attempt, seen, call);
            }
        }
    }

    private void repeated(Seen seen, AgentReport again, Call call) {
        if (!seen.report.equals(again)) {
            findings.broken(
                    Rule.SAME_EVENT,
                    "one event_id with two contents; the first was " + seen.first.body(),
                    call);
        }
        Long notBefore = seen.notBefore;
        if (notBefore != null && notBefore - call.nanos() > INACCURACY.toNanos()) {
            findings.broken(
                    Rule.RETRY_AFTER,
                    "it came again %.1f s too early".formatted((notBefore - call.nanos()) / 1e9),
                    call);
        }
    }

    private void insteadOfARepetition(Handed attempt, Seen seen, Call call) {
        ReportType type = seen.report.report();
        attempt.reports().stream()
                .filter(other -> other != seen && other.unanswered)
                .filter(other -> other.report.report() == type && ONCE.contains(type))
                .findFirst()
                .ifPresent(other ->
                        findings.broken(
                                Rule.SAME_EVENT,
                                "%s had no answer, and came as another event"
                                        .formatted(other.report.eventId()),
                                call));
    }

    private void first(Handed attempt, Seen seen, Call call) {
        ReportType type = seen.report.report();
        boolean isBeginning = type != ReportType.ACK && type != ReportType.FAILED;
        if (isBeginning && !attempt.hasBegun()) {
            findings.broken(
                    Rule.ACK_FIRST,
                    "it says %s, and no ack of it was answered with 200 applied".formatted(type),
                    call);
        }
        List<Seen> earlier = attempt.reports().stream().filter(other -> other != seen).toList();
        if (type != ReportType.ACK && earlier.stream().anyMatch(Watch::isTheEnd)) {
            findings.broken(Rule.ONCE, "it had said already how that attempt ended", call);
        }
        if (type == ReportType.PROGRESS && attempt.find(ReportType.RUNNING) == null) {
            findings.broken(Rule.ORDER, "it tells progress before it says running", call);
        }
        times(seen, earlier, call);
        afterTheEnd(attempt, seen, call);
    }

    private void times(Seen seen, List<Seen> earlier, Call call) {
        Instant told = seen.report.occurredAt();
        if (told == null) {
            return;
        }
        if (told.isAfter(call.at().plus(REACTION))) {
            findings.broken(Rule.ORDER, "occurred_at is in the future", call);
        }
        earlier.stream()
                .filter(other -> other.report.occurredAt() != null)
                .filter(other -> told.isBefore(other.madeAt()))
                .findFirst()
                .ifPresent(other ->
                        findings.broken(
                                Rule.ORDER,
                                "occurred_at goes back behind that of an earlier report, "
                                        + other.madeAt(),
                                call));
    }

    private void afterTheEnd(Handed attempt, Seen seen, Call call) {
        ReportType type = seen.report.report();
        Instant over = attempt.overToldAt();
        if (attempt.hasBegun() && over != null && seen.madeAt().isAfter(over.plus(REACTION))) {
            findings.broken(
                    Rule.STOPS,
                    "it goes on with an attempt that it was told at %s is over".formatted(over),
                    call);
        }
        Instant cancelled = attempt.cancelToldAt();
        Instant stopped = attempt.stoppedAt();
        boolean isReported =
                cancelled != null && LAST.contains(type) && seen.madeAt().isAfter(cancelled);
        boolean isGoingOn = stopped != null && seen.madeAt().isAfter(stopped);
        if (isReported || isGoingOn) {
            findings.broken(
                    Rule.CANCEL,
                    isReported
                            ? "it reports what it was told at %s to stop".formatted(cancelled)
                            : "it goes on although its heartbeats do not name it any more",
                    call);
        }
    }

    private static boolean isTheEnd(Seen seen) {
        return seen.taken && LAST.contains(seen.report.report());
    }
}
