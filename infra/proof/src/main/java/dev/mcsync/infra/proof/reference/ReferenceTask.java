package dev.mcsync.infra.proof.reference;

import dev.mcsync.contracts.id.CommandId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task by the rules of the state machine's document, kept apart from the product's own code on
 * purpose. Times are milliseconds of the log.
 */
public final class ReferenceTask {

    private static final Set<String> OVER = Set.of("done", "failed");
    private static final Set<String> RETRYABLE = Set.of("failed", "timeout");

    private final String taskId;
    private final Rules rules;
    private final ReferenceMoments moments = new ReferenceMoments();
    private long version;
    private @Nullable String title;
    private @Nullable String agentId;
    private @Nullable String commandId;
    private int attempt = 1;
    private String status = "queued";
    private String stage = "todo";
    private @Nullable Integer progress;
    private @Nullable String message;
    private @Nullable String errorCode;
    private @Nullable JsonNode payload;
    private int deliveries;
    private long createdAt;
    private long updatedAt;
    private long stageSince;
    private long statusSince;
    private @Nullable String lastEventId;
    private final List<String> givenUp = new ArrayList<>();
    private int maxAttempts = 1;
    private long ackMillis;
    private long runningMillis;
    private boolean clockRuns;
    private long deadline;

    ReferenceTask(String taskId, Rules rules) {
        this.taskId = taskId;
        this.rules = rules;
    }

    public long version() {
        return version;
    }

    public @Nullable String title() {
        return title;
    }

    public @Nullable String agentId() {
        return agentId;
    }

    public @Nullable String commandId() {
        return commandId;
    }

    public int attempt() {
        return attempt;
    }

    public String status() {
        return status;
    }

    public String stage() {
        return stage;
    }

    public @Nullable Integer progress() {
        return progress;
    }

    public @Nullable String message() {
        return message;
    }

    public @Nullable String errorCode() {
        return errorCode;
    }

    public @Nullable JsonNode payload() {
        return payload;
    }

    public int deliveries() {
        return deliveries;
    }

    public long createdAt() {
        return createdAt;
    }

    public long updatedAt() {
        return updatedAt;
    }

    public long stageSince() {
        return stageSince;
    }

    public long statusSince() {
        return statusSince;
    }

    public ReferenceMoments moments() {
        return moments;
    }

    public @Nullable String lastEventId() {
        return lastEventId;
    }

    public List<String> givenUp() {
        return givenUp;
    }

    public boolean clockRuns() {
        return clockRuns;
    }

    /**
     * Applies a fact.
     *
     * @param at when the log took it
     * @param decidedAt when the processor says that it decided, from which the clock of a delivery
     *     runs
     */
    Verdict.Fact apply(JsonNode fact, long at, long decidedAt) {
        String type = fact.path("type").asString();
        if ("created".equals(type)) {
            return version == 0 ? created(fact, at, decidedAt) : refused(fact, "already_exists");
        }
        if (version == 0) {
            return Verdict.Fact.without("refused", id(fact), "unknown_task", null, null);
        }
        return switch (type) {
            case "ack", "running", "progress", "done", "failed" -> reported(fact, type, at);
            case "moved" -> moved(fact, at, decidedAt);
            case "retried" -> retried(fact, at, decidedAt);
            case "cancelled" -> cancelled(fact, at);
            case "deadline_passed" -> deadlinePassed(fact, at, decidedAt);
            case "restarted" -> restarted(fact, at);
            case "repaired" -> refused(fact, "nothing_to_repair");
            case "archived" -> archived(fact, at);
            default -> throw new IllegalStateException("No rule for " + type);
        };
    }

    /** A deadline that fires before it is due is a lie about a living agent. */
    @Nullable String prematureDeadline(JsonNode fact, long at, ReferenceHearing hearing) {
        boolean counts =
                "deadline_passed".equals(fact.path("type").asString())
                        && clockRuns
                        && fact.path("seen_version").asLong() == version;
        if (!counts) {
            return null;
        }
        if (at < deadline) {
            return "%s timed out at version %d, %d ms before its limit"
                    .formatted(taskId, version, deadline - at);
        }
        // A wait before another attempt is no silence.
        return RETRYABLE.contains(status)
                ? null
                : hearing.tooSoon(
                        taskId, deadline, status.equals("queued") ? ackMillis : runningMillis, at);
    }

    private Verdict.Fact created(JsonNode fact, long at, long decidedAt) {
        version = 1;
        title = fact.path("title").asString();
        agentId = fact.path("agent_id").asString();
        commandId = fact.path("command_id").asString();
        payload = fact.get("payload");
        maxAttempts = fact.path("max_attempts").asInt(1);
        ackMillis = rules.ackMillis(fact);
        runningMillis = rules.runningMillis(fact);
        stage = fact.path("stage").asString();
        createdAt = at;
        updatedAt = at;
        stageSince = at;
        statusSince = at;
        lastEventId = id(fact);
        if (!"backlog".equals(stage)) {
            handOut(decidedAt);
        }
        return applied(fact, List.of(), false);
    }

    private Verdict.Fact reported(JsonNode fact, String type, long at) {
        if (!fact.path("agent_id").asString().equals(agentId)) {
            return refused(fact, "wrong_agent");
        }
        if (!fact.path("command_id").asString().equals(commandId)) {
            return refused(fact, "stale_attempt");
        }
        if (OVER.contains(status)) {
            return late(fact, "already_finished");
        }
        boolean isQueued = "queued".equals(status);
        boolean isAcked = "ack".equals(status);
        boolean isRunning = "running".equals(status);
        switch (type) {
            case "ack" -> {
                if (!isQueued) {
                    return late(fact, "already_beyond");
                }
                become("ack", "todo", fact, at);
                return applied(fact, List.of(), true);
            }
            case "running" -> {
                if (isRunning) {
                    runClock(at);
                    touch(fact, at);
                    return applied(fact, List.of(), false);
                }
                become("running", "doing", fact, at);
                return applied(fact, isQueued ? List.of("ack") : List.of(), true);
            }
            case "progress" -> {
                String current = "review".equals(stage) ? "review" : "doing";
                become("running", fact.path("stage").asString(current), fact, at);
                return applied(fact, jumped(isQueued, isAcked), true);
            }
            case "done" -> {
                become("done", "done", fact, at);
                return applied(fact, jumped(isQueued, isAcked), true);
            }
            default -> {
                become("failed", "blocked", fact, at);
                errorCode = text(fact, "error_code");
                return applied(fact, isQueued ? List.of("ack", "running") : List.of(), true);
            }
        }
    }

    private static List<String> jumped(boolean isQueued, boolean isAcked) {
        return isQueued ? List.of("ack", "running") : isAcked ? List.of("running") : List.of();
    }

    private Verdict.Fact moved(JsonNode fact, long at, long decidedAt) {
        String to = fact.path("stage").asString();
        if (isOtherVersion(fact)) {
            return refused(fact, "version_mismatch");
        }
        if ("done".equals(status)) {
            return refused(fact, "already_finished");
        }
        if ("done".equals(to)) {
            return refused(fact, "not_movable");
        }
        if (to.equals(stage)) {
            return new Verdict.Fact(
                    id(fact), "applied", null, null, status, stage, List.of(), true, false);
        }
        boolean isQueued = "queued".equals(status);
        boolean wasInBacklog = "backlog".equals(stage);
        moveTo(to, at);
        if (isQueued && wasInBacklog) {
            handOut(decidedAt);
        } else if (wasInBacklog
                && RETRYABLE.contains(status)
                && attempt < maxAttempts
                && !"cancelled".equals(errorCode)) {
            beginAttempt(nextCommand(id(fact)), at, decidedAt);
        } else if ("backlog".equals(to) && (isQueued || RETRYABLE.contains(status))) {
            clockRuns = false;
        }
        touch(fact, at);
        return applied(fact, List.of(), false);
    }

    private Verdict.Fact retried(JsonNode fact, long at, long decidedAt) {
        String next = fact.path("command_id").asString();
        if (isOtherVersion(fact)) {
            return refused(fact, "version_mismatch");
        }
        if (!RETRYABLE.contains(status) || next.equals(commandId) || givenUp.contains(next)) {
            return refused(fact, "not_retryable");
        }
        beginAttempt(next, at, decidedAt);
        moveTo("todo", at);
        touch(fact, at);
        return applied(fact, List.of(), false);
    }

    /**
     * @param after the attempt before, or the move that began the next one
     */
    private String nextCommand(@Nullable String after) {
        return CommandId.derivedFrom("attempt", taskId + " " + after).value();
    }

    private void moveTo(String next, long at) {
        if (!next.equals(stage)) {
            stage = next;
            stageSince = at;
        }
    }

    private void beginAttempt(String next, long at, long decidedAt) {
        givenUp.add(Objects.requireNonNull(commandId));
        commandId = next;
        attempt++;
        enter("queued", stage, at);
        moments.clear();
        progress = null;
        message = null;
        errorCode = null;
        deliveries = 0;
        handOut(decidedAt);
    }

    private Verdict.Fact cancelled(JsonNode fact, long at) {
        if (isOtherVersion(fact)) {
            return refused(fact, "version_mismatch");
        }
        if (OVER.contains(status) && !clockRuns) {
            return refused(fact, "already_finished");
        }
        end("failed", "cancelled", fact, at);
        return applied(fact, List.of(), true);
    }

    private Verdict.Fact deadlinePassed(JsonNode fact, long at, long decidedAt) {
        if (fact.path("seen_version").asLong() != version || !clockRuns) {
            return refused(fact, "stale_deadline");
        }
        if (RETRYABLE.contains(status)) {
            beginAttempt(nextCommand(commandId), at, decidedAt);
            moveTo("todo", at);
            touch(fact, at);
            return applied(fact, List.of(), false);
        }
        boolean hasTries = deliveries <= rules.maxResends();
        if ("queued".equals(status) && (hasTries || fact.path("agent_returned").asBoolean())) {
            handOut(decidedAt);
            deliveries -= hasTries ? 0 : 1;
            touch(fact, at);
            return applied(fact, List.of(), false);
        }
        end("timeout", "timeout", fact, at);
        waitForRetry(at);
        return applied(fact, List.of(), true);
    }

    private Verdict.Fact archived(JsonNode fact, long at) {
        boolean isOver = OVER.contains(status) || RETRYABLE.contains(status);
        if (fact.path("seen_version").asLong() != version) {
            return refused(fact, "version_mismatch");
        }
        if (!isOver || clockRuns || "backlog".equals(stage) || moments.isArchived()) {
            return refused(fact, "not_archivable");
        }
        touch(fact, at);
        moments.archived(at);
        return applied(fact, List.of(), false);
    }

    private Verdict.Fact restarted(JsonNode fact, long at) {
        long restartedAt = Instant.parse(fact.path("restarted_at").asString()).toEpochMilli();
        if (!fact.path("agent_id").asString().equals(agentId)) {
            return refused(fact, "wrong_agent");
        }
        if (!fact.path("command_id").asString().equals(commandId)) {
            return refused(fact, "stale_attempt");
        }
        if (!Set.of("ack", "running").contains(status) || updatedAt > restartedAt) {
            return refused(fact, "stale_restart");
        }
        end("failed", "agent_restarted", fact, at);
        waitForRetry(restartedAt);
        return applied(fact, List.of(), true);
    }

    /** The wait has full jitter, so that the next attempt may begin at once. */
    private void waitForRetry(long at) {
        clockRuns = attempt < maxAttempts;
        deadline = at;
    }

    private void end(String how, String code, JsonNode fact, long at) {
        enter(how, "blocked", at);
        errorCode = code;
        clockRuns = false;
        touch(fact, at);
    }

    private void become(String nextStatus, String nextStage, JsonNode fact, long at) {
        moments.heard(nextStatus, at);
        enter(nextStatus, nextStage, at);
        message = fact.hasNonNull("message") ? text(fact, "message") : message;
        progress =
                fact.hasNonNull("progress")
                        ? Integer.valueOf(fact.path("progress").asInt())
                        : progress;
        errorCode = null;
        if ("failed".equals(nextStatus)) {
            waitForRetry(at);
        } else if (OVER.contains(nextStatus)) {
            clockRuns = false;
        } else {
            runClock(at);
        }
        touch(fact, at);
    }

    private void enter(String next, String nextStage, long at) {
        if (!next.equals(status)) {
            status = next;
            statusSince = at;
            moments.entered(next, at);
        }
        moveTo(nextStage, at);
    }

    private void handOut(long decidedAt) {
        deliveries++;
        clockRuns = true;
        deadline = decidedAt + ackMillis;
    }

    private void runClock(long at) {
        clockRuns = true;
        deadline = at + runningMillis;
    }

    private void touch(JsonNode fact, long at) {
        version++;
        moments.onBoard();
        updatedAt = at;
        lastEventId = id(fact);
    }

    private boolean isOtherVersion(JsonNode fact) {
        return fact.hasNonNull("expected_version")
                && fact.path("expected_version").asLong() != version;
    }

    private Verdict.Fact applied(JsonNode fact, List<String> implied, boolean due) {
        return new Verdict.Fact(
                id(fact), "applied", null, version, status, stage, implied, true, due);
    }

    private Verdict.Fact late(JsonNode fact, String reason) {
        return Verdict.Fact.without("late", id(fact), reason, status, stage);
    }

    private Verdict.Fact refused(JsonNode fact, String reason) {
        return Verdict.Fact.without("refused", id(fact), reason, status, stage);
    }

    private static String id(JsonNode fact) {
        return fact.path("event_id").asString();
    }

    private static @Nullable String text(JsonNode fact, String field) {
        return fact.hasNonNull(field) ? fact.path(field).asString() : null;
    }
}
