package dev.mcsync.ingress.task;

import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.ingress.http.GatewayProblems;
import dev.mcsync.ingress.http.JsonBody;
import dev.mcsync.ingress.readside.Decision;
import dev.mcsync.service.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Why a person's wish was not done. */
final class TaskProblems {

    private TaskProblems() {}

    /** Tells where the task stands, so that the caller need not ask. */
    static Problem refused(Decision decision) {
        Reason reason = decision.reason();
        TaskState now = decision.after();
        return Problem.of(
                        status(reason),
                        reason == null ? "refused" : reason.wireName(),
                        explanation(reason))
                .with("task_id", decision.taskId())
                .with("task_status", now == null ? null : now.status())
                .with("stage", now == null ? null : now.stage())
                .with("version", now == null ? null : now.version());
    }

    static Problem unknownTask() {
        return Problem.of(
                HttpStatus.NOT_FOUND, Reason.UNKNOWN_TASK, explanation(Reason.UNKNOWN_TASK));
    }

    static Problem tooLarge() {
        return GatewayProblems.bodyTooLarge(JsonBody.MAX_BYTES);
    }

    private static HttpStatus status(@Nullable Reason reason) {
        return switch (reason) {
            case UNKNOWN_TASK -> HttpStatus.NOT_FOUND;
            case VERSION_MISMATCH -> HttpStatus.PRECONDITION_FAILED;
            case null, default -> HttpStatus.CONFLICT;
        };
    }

    private static String explanation(@Nullable Reason reason) {
        return switch (reason) {
            case UNKNOWN_TASK -> "There is no such task.";
            case VERSION_MISMATCH -> "The task was changed since the version that was seen.";
            case ALREADY_EXISTS -> "The task exists already, with another content.";
            case ALREADY_FINISHED -> "The task is finished.";
            case NOT_RETRYABLE -> "Only a failed or timed-out task can be retried.";
            case COMMAND_TAKEN -> "This command_id names an attempt at another task.";
            case NOT_MOVABLE -> "The card cannot be moved there.";
            case NOT_ARCHIVABLE ->
                    "Only a task that is over, and not kept in the backlog, leaves the board.";
            case QUESTION_NOT_OPEN ->
                    "The attempt does not ask this: it was answered, or is no longer under way.";
            case TOO_MANY_MESSAGES -> "So many messages wait for the agent that no more are taken.";
            case null, default -> "The task does not allow this now.";
        };
    }
}
