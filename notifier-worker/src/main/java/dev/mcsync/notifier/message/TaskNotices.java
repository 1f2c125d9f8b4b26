package dev.mcsync.notifier.message;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the template of a task's outcome. */
final class TaskNotices {

    private static final String TIMEOUT = "timeout";
    private static final String CANCELLED = "cancelled";

    private TaskNotices() {}

    static Notice of(TaskOutcome outcome) {
        return switch (outcome.effect()) {
            case LATE -> new Silent(Silence.LATE);
            case REFUSED -> new Silent(Silence.REFUSED);
            case APPLIED -> applied(outcome);
        };
    }

    private static Notice applied(TaskOutcome outcome) {
        return switch (outcome.type()) {
            case ACK -> tell(new Template.Ack(agent(outcome), task(outcome), stage(outcome)));
            case RUNNING -> running(outcome);
            case PROGRESS -> progress(outcome);
            case DONE -> tell(new Template.Done(task(outcome), agent(outcome)));
            case FAILED, RESTARTED -> failed(outcome, outcome.remark().errorCode());
            case CANCELLED -> failed(outcome, CANCELLED);
            case DEADLINE_PASSED ->
                    is(outcome.after(), TaskStatus.TIMEOUT)
                            ? failed(outcome, TIMEOUT)
                            : new Silent(Silence.SENT_AGAIN);
            case CREATED, MOVED, RETRIED, ADOPTED, REPAIRED, ARCHIVED, ANSWERED, NOTED, EDITED ->
                    new Silent(Silence.NO_TEMPLATE);
        };
    }

    private static Notice progress(TaskOutcome outcome) {
        String question = outcome.question();
        return tell(
                question == null
                        ? new Template.Progress(
                                task(outcome), stage(outcome), outcome.remark().message())
                        : new Template.Question(agent(outcome), task(outcome), question));
    }

    private static Notice running(TaskOutcome outcome) {
        return is(outcome.before(), TaskStatus.RUNNING)
                ? new Silent(Silence.NOTHING_NEW)
                : tell(new Template.Running(agent(outcome), task(outcome)));
    }

    private static Notice failed(TaskOutcome outcome, @Nullable String errorCode) {
        return tell(new Template.Failed(task(outcome), errorCode, outcome.remark().message()));
    }

    private static Notice tell(Template template) {
        return new Tell(template.line());
    }

    private static String task(TaskOutcome outcome) {
        return outcome.taskId().value();
    }

    private static @Nullable String agent(TaskOutcome outcome) {
        AgentId agentId = outcome.actor().agentId();
        return agentId == null ? null : agentId.value();
    }

    private static @Nullable String stage(TaskOutcome outcome) {
        return Optional.ofNullable(outcome.after())
                .map(state -> state.stage().wireName())
                .orElse(null);
    }

    private static boolean is(@Nullable TaskState state, TaskStatus status) {
        return state != null && state.status() == status;
    }
}
