package dev.mcsync.infra.operator.agentcheck;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.infra.operator.agentcheck.Handed.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an agent sees of mc-sync, in memory: it takes what the gateway would take, by the same
 * codec, and gives the commands that a script puts in. Thread-safe.
 */
final class ScriptedSystem {

    private final AgentId agent;
    private final Findings findings;
    private final Watch watch;
    private final Map<String, Handed> attempts = new LinkedHashMap<>();
    private final List<Beat> beats = new ArrayList<>();
    private final List<Call> polls = new ArrayList<>();
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int pollsAway;
    private long pollsAwayUntil = System.nanoTime();
    private boolean tellsLaterWords;

    record Beat(Heartbeat heartbeat, Instant at) {
        boolean names(Handed attempt) {
            return heartbeat.running().contains(attempt.start().commandId());
        }
    }

    ScriptedSystem(AgentId agent, Findings findings) {
        this.agent = agent;
        this.findings = findings;
        this.watch = new Watch(findings);
    }

    // --- What a script does and sees ---

    void give(Handed attempt) {
        change(() -> attempts.put(attempt.commandId(), attempt));
    }

    void change(Runnable what) {
        locked(() -> {
            what.run();
            changed.signalAll();
            return true;
        });
    }

    /** The next call for commands finds the system away. */
    void beAwayForPolls(int seconds) {
        change(() -> pollsAway = seconds);
    }

    /** Whether commands have members that nobody knows yet. */
    void tellLaterWords(boolean isLater) {
        change(() -> tellsLaterWords = isLater);
    }

    /** The program was started anew. */
    void started() {
        change(() -> {
            watch.started();
            beats.clear();
            polls.clear();
            pollsAwayUntil = System.nanoTime();
            attempts.values().forEach(Handed::forgetWaits);
        });
    }

    /** Whether it came to that in time. */
    boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = limit.toNanos();
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return condition.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** Since the program was started. */
    List<Beat> beats() {
        return locked(() -> List.copyOf(beats));
    }

    Optional<Beat> lastBeat(Instant since) {
        return beats().stream()
                .filter(beat -> beat.at().isAfter(since))
                .reduce((_, later) -> later);
    }

    long beatsSince(Instant since) {
        return beats().stream().filter(beat -> beat.at().isAfter(since)).count();
    }

    /** Since the program was started. */
    List<Call> polls() {
        return locked(() -> List.copyOf(polls));
    }

    <T> T locked(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }

    // --- What the agent calls ---

    Reply events(Call call, byte[] body) {
        if (StrictJson.looksLikeArray(body)) {
            return Reply.problem(501, "not_scripted", "Send single events while you are checked.");
        }
        return switch (WireCodec.decodeAgentEvent(body)) {
            case Decoded.Invalid<AgentEvent>(List<FieldError> errors) -> malformed(errors, call);
            case Decoded.Valid<AgentEvent>(Heartbeat heartbeat) -> beat(heartbeat, call);
            case Decoded.Valid<AgentEvent>(AgentReport report) ->
                    changing(() -> report(report, call));
        };
    }

    Reply heartbeat(Call call, byte[] body) {
        return switch (StrictJson.readObject(body, WireCodec::readHeartbeatCall)) {
            case Decoded.Invalid<Heartbeat>(List<FieldError> errors) -> malformed(errors, call);
            case Decoded.Valid<Heartbeat>(Heartbeat heartbeat) -> beat(heartbeat, call);
        };
    }

    /**
     * @param acked what need not be told
     */
    Reply commands(Call call, Set<String> acked) throws InterruptedException {
        Optional<Reply> trouble = changing(() -> pollTrouble(call));
        if (trouble.isPresent()) {
            return trouble.get();
        }
        await(() -> !commandsBut(acked).isEmpty(), Duration.ofSeconds(call.waitSeconds()));
        return locked(() -> {
            List<AgentCommand> told = commandsBut(acked);
            attempts.values().stream()
                    .filter(Handed::isToBeCancelled)
                    .filter(attempt -> !acked.contains(attempt.commandId()))
                    .forEach(attempt -> attempt.cancelTold(Instant.now()));
            return Reply.of(
                    200,
                    new ObjectWriter()
                            .objects("commands", told, this::write)
                            .text("later", tellsLaterWords ? "A word of a later version." : null));
        });
    }

    private void write(ObjectWriter out, AgentCommand command) {
        WireCodec.write(out, command);
        if (tellsLaterWords) {
            out.text("later", "A word of a later version.")
                    .object("later_still", out, (inner, _) -> inner.flag("known", false));
        }
    }

    private Reply report(AgentReport report, Call call) {
        if (!report.agentId().equals(agent)) {
            findings.broken(Rule.WELL_FORMED, "the agent_id is not " + agent, call);
            return Reply.problem(403, "other_agent", "This token speaks for another agent.");
        }
        Handed attempt = attempts.get(report.commandId().value());
        if (attempt == null || !attempt.start().taskId().equals(report.taskId())) {
            findings.broken(Rule.WELL_FORMED, "no task was handed out under these ids", call);
            return Reply.problem(422, "unknown_task", "There is no such task.");
        }
        Seen seen = attempt.see(report, call);
        watch.report(attempt, seen, report, call);
        return seen.report.equals(report)
                ? attempt.answer(seen, call)
                : Reply.problem(409, "event_id_taken", "The event_id had another content.");
    }

    private Reply beat(Heartbeat heartbeat, Call call) {
        return changing(() -> {
            watch.heartbeat(heartbeat, call);
            Beat beat = new Beat(heartbeat, call.at());
            beats.add(beat);
            attempts.values().stream()
                    .filter(attempt -> !beat.names(attempt))
                    .forEach(attempt -> attempt.stopShown(call.at()));
            List<Handed> cancelled =
                    attempts.values().stream().filter(Handed::isToBeCancelled).toList();
            cancelled.forEach(attempt -> attempt.cancelTold(Instant.now()));
            return Reply.of(
                    202,
                    new ObjectWriter()
                            .flag("ok", true)
                            .text("event_id", heartbeat.eventId())
                            .texts(
                                    "cancelled",
                                    cancelled.stream().map(Handed::commandId).toList()));
        });
    }

    private Reply malformed(List<FieldError> errors, Call call) {
        findings.broken(
                Rule.WELL_FORMED,
                errors.stream()
                        .map(error -> error.pointer() + ": " + error.detail())
                        .reduce((one, other) -> one + "; " + other)
                        .orElse("it cannot be read"),
                call);
        return Reply.invalid(errors);
    }

    private Optional<Reply> pollTrouble(Call call) {
        polls.add(call);
        if (pollsAwayUntil - call.nanos() > Duration.ofMillis(50).toNanos()) {
            findings.broken(
                    Rule.RETRY_AFTER,
                    "it asked again %.1f s too early"
                            .formatted((pollsAwayUntil - call.nanos()) / 1e9),
                    call);
        }
        if (pollsAway == 0) {
            return Optional.empty();
        }
        Reply away = Reply.later(429, pollsAway);
        pollsAwayUntil = call.nanos() + Duration.ofSeconds(pollsAway).toNanos();
        pollsAway = 0;
        return Optional.of(away);
    }

    private List<AgentCommand> commandsBut(Set<String> acked) {
        return attempts.values().stream()
                .flatMap(attempt -> commands(attempt))
                .filter(command -> !acked.contains(idOf(command)))
                .toList();
    }

    private static Stream<AgentCommand> commands(Handed attempt) {
        Stream<AgentCommand> start =
                attempt.isOffered() ? Stream.of(attempt.start()) : Stream.empty();
        Stream<AgentCommand> cancel =
                attempt.isToBeCancelled()
                        ? Stream.of(Commands.cancel(attempt.start()))
                        : Stream.empty();
        Stream<AgentCommand> messages =
                attempt.messages().stream()
                        .map(message -> Commands.message(attempt.start(), message));
        return Stream.of(start, cancel, messages).flatMap(some -> some);
    }

    /** A start is never taken note of but by its acknowledgement. */
    private static String idOf(AgentCommand command) {
        return switch (command.kind()) {
            case START -> "";
            case CANCEL -> command.commandId().value();
            case MESSAGE -> command.message() == null ? "" : command.message().id().value();
        };
    }

    private <T> T changing(Supplier<T> what) {
        return locked(() -> {
            T result = what.get();
            changed.signalAll();
            return result;
        });
    }
}
