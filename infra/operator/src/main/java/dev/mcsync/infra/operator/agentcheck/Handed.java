package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.ReportType;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An attempt that was handed to the agent, and what it has said of it. Its system guards it. */
final class Handed {

    private final AgentCommand start;
    private final Map<String, Seen> reports = new LinkedHashMap<>();
    private final Map<ReportType, Deque<Trouble>> troubles = new EnumMap<>(ReportType.class);
    private final List<PersonMessage> messages = new ArrayList<>();
    private TaskStatus status = TaskStatus.QUEUED;
    private boolean begun;
    private boolean offered = true;
    private boolean repeated;
    private boolean abandoned;
    private boolean cancelled;
    private @Nullable Instant cancelToldAt;
    private @Nullable Instant stoppedAt;
    private @Nullable Instant overToldAt;

    /** A report, and what became of it so far. */
    static final class Seen {
        final AgentReport report;
        final Call first;
        int times;
        boolean taken;

        /** When it may come again, by {@link System#nanoTime}; only while it has no answer. */
        @Nullable Long notBefore;

        boolean unanswered;
        @Nullable Reply answer;

        Seen(AgentReport report, Call first) {
            this.report = report;
            this.first = first;
        }

        /** What the report itself says of it, or else when it came. */
        Instant madeAt() {
            return report.occurredAt() == null ? first.at() : report.occurredAt();
        }
    }

    Handed(AgentCommand start) {
        this.start = start;
    }

    AgentCommand start() {
        return start;
    }

    String commandId() {
        return start.commandId().value();
    }

    TaskStatus status() {
        return status;
    }

    /** The agent was told that a report, its ack before all, has taken effect. */
    boolean hasBegun() {
        return begun;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    @Nullable Instant cancelToldAt() {
        return cancelToldAt;
    }

    @Nullable Instant stoppedAt() {
        return stoppedAt;
    }

    @Nullable Instant overToldAt() {
        return overToldAt;
    }

    List<Seen> reports() {
        return List.copyOf(reports.values());
    }

    /** The newest of the type. */
    @Nullable Seen find(ReportType type) {
        return reports.values().stream()
                .filter(seen -> seen.report.report() == type)
                .reduce((_, later) -> later)
                .orElse(null);
    }

    boolean isAcknowledged(PersonMessage message) {
        return !messages.contains(message);
    }

    /** The next reports of the type have these troubles, one each. */
    void befall(ReportType type, Trouble... next) {
        troubles.computeIfAbsent(type, _ -> new ArrayDeque<>()).addAll(List.of(next));
    }

    /** From now on its reports of the type have no trouble any more. */
    void relieve(ReportType type) {
        troubles.remove(type);
    }

    /** Its start is told again and again, acknowledged or not. */
    void repeat(boolean again) {
        repeated = again;
    }

    /** A program that was started anew was asked for nothing. */
    void forgetWaits() {
        reports.values().forEach(seen -> seen.notBefore = null);
    }

    void cancel() {
        cancelled = true;
        offered = false;
        repeated = false;
        status = status.isFinal() ? status : TaskStatus.FAILED;
    }

    /** Nothing more is asked of the agent, and nothing that it says counts. */
    void abandon() {
        cancel();
        abandoned = true;
    }

    void say(PersonMessage message) {
        messages.add(message);
    }

    boolean isOffered() {
        return offered || repeated;
    }

    boolean isToBeCancelled() {
        return cancelled && !abandoned && stoppedAt == null;
    }

    List<PersonMessage> messages() {
        return List.copyOf(messages);
    }

    void cancelTold(Instant now) {
        cancelToldAt = cancelToldAt == null ? now : cancelToldAt;
    }

    /** The agent does not name it as running any more. */
    void stopShown(Instant now) {
        if (cancelToldAt != null && stoppedAt == null) {
            stoppedAt = now;
        }
    }

    Seen see(AgentReport report, Call call) {
        Seen seen = reports.computeIfAbsent(report.eventId().value(), _ -> new Seen(report, call));
        seen.times++;
        return seen;
    }

    /** Decides as the processor would, or as the trouble that is due wants it. */
    Reply answer(Seen seen, Call call) {
        Deque<Trouble> due = troubles.get(seen.report.report());
        Trouble trouble = due == null ? null : due.poll();
        seen.unanswered = false;
        seen.notBefore = null;
        return switch (trouble) {
            case null -> {
                // Of a cancel nothing tells it but the cancel.
                boolean isKnown = call.waits() && !isToBeCancelled();
                Reply answer = isKnown ? decided(seen) : unsure(seen);
                begun |= seen.taken && isKnown;
                yield answer;
            }
            case Trouble.Cut _ -> {
                decided(seen);
                seen.unanswered = true;
                yield Reply.CUT;
            }
            case Trouble.Unsure _ -> unsure(seen);
            case Trouble.Away(int seconds) -> {
                seen.unanswered = true;
                seen.notBefore = call.nanos() + seconds * 1_000_000_000L;
                yield Reply.later(503, seconds);
            }
            case Trouble.Stale _ -> {
                over();
                yield Reply.problem(
                        409, "stale_attempt", "This attempt is no longer the current one.");
            }
            case Trouble.Late(TaskStatus of) -> {
                over();
                yield late(seen, of);
            }
        };
    }

    private void over() {
        offered = false;
        overToldAt = Instant.now();
        status = TaskStatus.FAILED;
    }

    private Reply unsure(Seen seen) {
        if (seen.report.report() != ReportType.ACK) {
            decided(seen);
        }
        return Reply.of(
                202, new ObjectWriter().flag("ok", true).text("event_id", seen.report.eventId()));
    }

    private Reply decided(Seen seen) {
        Reply answer = seen.answer;
        if (answer == null) {
            answer = decide(seen);
            seen.answer = answer;
        }
        return answer;
    }

    private Reply decide(Seen seen) {
        ReportType type = seen.report.report();
        boolean isLate =
                status.isFinal() || (type == ReportType.ACK && status != TaskStatus.QUEUED);
        if (isLate) {
            return late(seen, status);
        }
        seen.taken = true;
        offered = false;
        status =
                switch (type) {
                    case ACK -> TaskStatus.ACK;
                    case RUNNING, PROGRESS -> TaskStatus.RUNNING;
                    case DONE -> TaskStatus.DONE;
                    case FAILED -> TaskStatus.FAILED;
                };
        messages.removeIf(message -> seen.report.words().acks().contains(message.id()));
        return outcome(seen, "applied", status);
    }

    private static Reply late(Seen seen, TaskStatus status) {
        return outcome(seen, "late", status);
    }

    private static Reply outcome(Seen seen, String outcome, TaskStatus status) {
        return Reply.of(
                200,
                new ObjectWriter()
                        .flag("ok", true)
                        .text("event_id", seen.report.eventId())
                        .text("outcome", outcome)
                        .text("status", status));
    }
}
