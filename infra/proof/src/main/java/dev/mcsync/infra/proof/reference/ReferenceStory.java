package dev.mcsync.infra.proof.reference;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What each fact does to a task, by the rules of the state machine's document. */
final class ReferenceStory extends ReferenceTask {

    private static final Set<String> OVER = Set.of("done", "failed");

    ReferenceStory(String taskId, Rules rules) {
        super(taskId, rules);
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
            case "answered" -> answered(fact, at);
            case "noted" -> noted(fact, at);
            case "edited" -> edited(fact, at, decidedAt);
            default -> throw new IllegalStateException("No rule for " + type);
        };
    }

    private Verdict.Fact created(JsonNode fact, long at, long decidedAt) {
        version = 1;
        brief = ReferenceBrief.of(fact, rules);
        commandId = fact.path("command_id").asString();
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
        if (!fact.path("agent_id").asString().equals(brief.agentId())) {
            return refused(fact, "wrong_agent");
        }
        if (!fact.path("command_id").asString().equals(commandId)) {
            return refused(fact, "stale_attempt");
        }
        if (OVER.contains(status)) {
            return late(fact, "already_finished");
        }
        return switch (type) {
            case "ack" -> acked(fact, at);
            case "running" -> ran(fact, at);
            case "progress" -> {
                String current = "review".equals(stage) ? "review" : "doing";
                List<String> implied = jumped();
                become("running", fact.path("stage").asString(current), fact, at);
                yield applied(fact, implied, true);
            }
            case "done" -> {
                List<String> implied = jumped();
                become("done", "done", fact, at);
                yield applied(fact, implied, true);
            }
            default -> {
                List<String> implied = "queued".equals(status) ? jumped() : List.of();
                become("failed", "blocked", fact, at);
                errorCode = text(fact, "error_code");
                yield applied(fact, implied, true);
            }
        };
    }

    private Verdict.Fact acked(JsonNode fact, long at) {
        if (!"queued".equals(status)) {
            return late(fact, "already_beyond");
        }
        become("ack", "todo", fact, at);
        return applied(fact, List.of(), true);
    }

    private Verdict.Fact ran(JsonNode fact, long at) {
        if ("running".equals(status)) {
            dialogue.heard(fact, at);
            runClock(at);
            touch(fact, at);
            return applied(fact, List.of(), false);
        }
        List<String> implied = "queued".equals(status) ? List.of("ack") : List.of();
        become("running", "doing", fact, at);
        return applied(fact, implied, true);
    }

    /** The steps to work in progress that nobody reported. */
    private List<String> jumped() {
        return switch (status) {
            case "queued" -> List.of("ack", "running");
            case "ack" -> List.of("running");
            default -> List.of();
        };
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
            return unchanged(fact);
        }
        boolean isQueued = "queued".equals(status);
        boolean wasInBacklog = "backlog".equals(stage);
        moveTo(to, at);
        if (isQueued && wasInBacklog) {
            handOut(decidedAt);
        } else if (wasInBacklog
                && RETRYABLE.contains(status)
                && attempt < brief.maxAttempts()
                && !"cancelled".equals(errorCode)) {
            beginAttempt(ReferenceAttempts.after(taskId, id(fact)), at);
            handOut(decidedAt);
        } else if ("backlog".equals(to) && (isQueued || RETRYABLE.contains(status))) {
            clockRuns = false;
        }
        touch(fact, at);
        return applied(fact, List.of(), false);
    }

    private boolean isOtherVersion(JsonNode fact) {
        return fact.hasNonNull("expected_version")
                && fact.path("expected_version").asLong() != version;
    }

    private Verdict.Fact retried(JsonNode fact, long at, long decidedAt) {
        String next = fact.path("command_id").asString();
        if (isOtherVersion(fact)) {
            return refused(fact, "version_mismatch");
        }
        if (!RETRYABLE.contains(status) || next.equals(commandId) || attempts.named(next)) {
            return refused(fact, "not_retryable");
        }
        beginAttempt(next, at);
        handOut(decidedAt);
        moveTo("todo", at);
        touch(fact, at);
        return applied(fact, List.of(), false);
    }

    /** Only the attempt that asked is told, and only while it is at work. */
    private Verdict.Fact answered(JsonNode fact, long at) {
        boolean isAsked =
                "running".equals(status) && fact.path("command_id").asString().equals(commandId);
        String reason = isAsked ? dialogue.answer(fact, at) : "question_not_open";
        if (reason != null) {
            return refused(fact, reason);
        }
        runClock(at);
        touch(fact, at);
        return applied(fact, List.of(), false);
    }

    private Verdict.Fact noted(JsonNode fact, long at) {
        String reason = "done".equals(status) ? "already_finished" : dialogue.note(fact, at);
        if (reason != null) {
            return refused(fact, reason);
        }
        touch(fact, at);
        return applied(fact, List.of(), false);
    }

    private Verdict.Fact edited(JsonNode fact, long at, long decidedAt) {
        String command = fact.path("command_id").asString();
        if (isOtherVersion(fact)) {
            return refused(fact, "version_mismatch");
        }
        if ("done".equals(status)) {
            return refused(fact, "already_finished");
        }
        ReferenceBrief next = brief.edited(fact);
        if (next.equals(brief)) {
            return unchanged(fact);
        }
        boolean isForAnother = !next.agentId().equals(brief.agentId());
        if (!isWithNobody() && (isForAnother || isOverruled(next))) {
            if (command.equals(commandId) || attempts.named(command)) {
                return refused(fact, "command_taken");
            }
            supersede(command, at, decidedAt);
        }
        if (isForAnother) {
            attempts.wereOf(brief.agentId());
        }
        brief = next;
        touch(fact, at);
        return applied(fact, List.of(), false);
    }

    private boolean isWithNobody() {
        return "queued".equals(status) && deliveries == 0;
    }

    /** Whether its agent works by instructions that no longer hold. */
    private boolean isOverruled(ReferenceBrief next) {
        return !RETRYABLE.contains(status)
                && !Objects.equals(next.instructions(), brief.instructions());
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
            beginAttempt(ReferenceAttempts.after(taskId, commandId), at);
            handOut(decidedAt);
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
        if (!fact.path("agent_id").asString().equals(brief.agentId())) {
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
}
